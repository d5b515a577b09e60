// A push over a line that is cut after a random number of bytes, a hundred times: pushed again
// until it is through, everything is there once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/cutting_proxy.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

constexpr int kCuts = 100;
constexpr int kRows = 2000;
// More than one push of the file sends: now and then one is through at once.
constexpr int64_t kMostBytes = 400'000;
// A cut loses what was under way, so that a push comes through after a few; far more is a defect.
constexpr int kMostTries = 60;

class PushCut : public ::testing::Test {
 protected:
  std::string PlanOf(int number) const { return "cut-" + std::to_string(number); }

  void ImportPlan(int number) {
    const std::string file =
        server_.WriteFile("plan.csv", "line_code,parent_code,level,title\nL,,action,Line\n");
    server_.Done({"plan", "import", file, "--plan", PlanOf(number)});
  }

  std::string WriteUpdates() {
    std::string rows = "line_code,reported_status,effective_date,note\n";
    for (int i = 0; i < kRows; ++i) {
      rows += "L,in_progress,2024-05,row " + std::to_string(i) + "\n";
    }
    return server_.WriteFile("updates.csv", rows);
  }

  // How often each note is held.
  std::map<std::string, int> Held(int number) {
    std::map<std::string, int> held;
    const auto stub = v1::UpdateService::NewStub(server_.Channel());
    v1::ListUpdatesRequest request;
    request.set_parent("plans/" + PlanOf(number));
    request.set_page_size(1000);
    do {
      grpc::ClientContext context;
      v1::ListUpdatesResponse page;
      const grpc::Status status = stub->ListUpdates(&context, request, &page);
      EXPECT_TRUE(status.ok()) << status.error_message();
      for (const v1::Update& update : page.updates()) ++held[update.note()];
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return held;
  }

  void ExpectEachOnce(int number) {
    const std::map<std::string, int> held = Held(number);
    EXPECT_EQ(held.size(), static_cast<size_t>(kRows)) << PlanOf(number);
    for (const auto& [note, times] : held) {
      ASSERT_EQ(times, 1) << note << " of " << PlanOf(number);
    }
  }

  // Pushes until all of the plan is through; false where it never is.
  static bool PushUntilDone(const CuttingProxy& proxy, const std::string& file,
                            const std::string& plan) {
    std::string last;
    for (int tries = 0; tries < kMostTries; ++tries) {
      const Ended ended =
          RunProgram({SHEAF, "--server", proxy.address(), "push", file, "--plan", plan});
      if (ended.exit_code == 0) return true;
      EXPECT_EQ(ended.exit_code, 3) << ended.err;
      last = ended.err;
    }
    ADD_FAILURE() << kMostTries << " tries in vain; the last said: " << last;
    return false;
  }

  RealServer server_{Plugins::kWithout};
};

TEST_F(PushCut, NeverDoublesOrLosesARow) {
  const unsigned seed = std::random_device()();
  std::printf("seed %u\n", seed);
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  CuttingProxy proxy(server_.address(), [&random] {
    return std::uniform_int_distribution<int64_t>(0, kMostBytes)(random);
  });
  const std::string file = WriteUpdates();
  int plans = 0;
  while (proxy.cuts() < kCuts) {
    ImportPlan(plans);
    ASSERT_TRUE(PushUntilDone(proxy, file, PlanOf(plans))) << PlanOf(plans);
    ExpectEachOnce(plans);
    ++plans;
  }
  std::printf("%d cuts, %d plans\n", proxy.cuts(), plans);
  EXPECT_EQ(server_.Status().updates(), static_cast<int64_t>(plans) * kRows);
}

}  // namespace
}  // namespace sheaf::e2e
