// kill -9 of the server in the middle of bulk pushes: what was acknowledged is there, whole; what
// was not is whole or absent; the chain verifies.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <map>
#include <random>
#include <string>
#include <thread>

#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

constexpr int kCycles = 100;
constexpr int kCyclesOverTls = 30;
constexpr int kBatchSize = 20;
constexpr int kMaxBatches = 2000;

std::string PlanOf(int cycle) { return "cycle-" + std::to_string(cycle); }

// Batch `number`: its updates say in their note which batch they belong to.
v1::BatchPushUpdatesRequest BatchOf(int cycle, int number) {
  v1::BatchPushUpdatesRequest batch;
  batch.set_parent("plans/" + PlanOf(cycle));
  for (int i = 0; i < kBatchSize; ++i) {
    v1::LineUpdate* item = batch.add_updates();
    item->set_line_code("L");
    item->mutable_update()->set_reported_status("in_progress");
    item->mutable_update()->set_note(std::to_string(number));
    item->mutable_update()->set_source_ref(std::to_string(i));
  }
  return batch;
}

// Pushes batches until the stream breaks; how many were acknowledged.
int PushUntilBroken(const RealServer& server, int cycle, std::atomic<bool>* begun) {
  grpc::ClientContext context;
  auto stream = v1::UpdateService::NewStub(server.Channel())->StreamUpdates(&context);
  v1::BatchPushUpdatesResponse answer;
  int acknowledged = 0;
  while (acknowledged < kMaxBatches && stream->Write(BatchOf(cycle, acknowledged)) &&
         stream->Read(&answer)) {
    ++acknowledged;
    *begun = true;
  }
  *begun = true;
  context.TryCancel();
  stream->Finish();
  return acknowledged;
}

// How many updates of each batch the server holds.
std::map<int, int> Held(const RealServer& server, int cycle) {
  const auto stub = v1::UpdateService::NewStub(server.Channel());
  std::map<int, int> held;
  v1::ListUpdatesRequest request;
  request.set_parent("plans/" + PlanOf(cycle));
  request.set_page_size(1000);
  do {
    grpc::ClientContext context;
    v1::ListUpdatesResponse page;
    const grpc::Status status = stub->ListUpdates(&context, request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message();
    for (const v1::Update& update : page.updates()) ++held[std::stoi(update.note())];
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return held;
}

void ExpectWhole(const RealServer& server, int cycle, int acknowledged) {
  const std::map<int, int> held = Held(server, cycle);
  for (const auto& [batch, updates] : held) {
    EXPECT_EQ(updates, kBatchSize) << "batch " << batch << " of cycle " << cycle << " is torn";
  }
  for (int batch = 0; batch < acknowledged; ++batch) {
    EXPECT_TRUE(held.contains(batch)) << "acknowledged batch " << batch << " of cycle " << cycle;
  }
  EXPECT_LE(static_cast<int>(held.size()), acknowledged + 1);
}

void KillAndCheck(RealServer& server, int cycles) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::map<int, int> acknowledged;
  for (int cycle = 0; cycle < cycles; ++cycle) {
    const std::string file =
        server.WriteFile("plan.csv", "line_code,parent_code,level,title\nL,,action,Line\n");
    server.Done({"plan", "import", file, "--plan", PlanOf(cycle)});
    std::atomic<bool> begun = false;
    std::thread pusher([&] { acknowledged[cycle] = PushUntilBroken(server, cycle, &begun); });
    while (!begun) std::this_thread::yield();
    // The random point at which it dies is what is tested.
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 50'000));
    server.Kill();
    pusher.join();
    const Ended check = server.Check();
    ASSERT_EQ(check.exit_code, 0) << check.err;
    server.Start();
    ExpectWhole(server, cycle, acknowledged[cycle]);
  }
  for (const auto& [cycle, batches] : acknowledged) ExpectWhole(server, cycle, batches);
}

TEST(KillServer, AHundredTimesInTheMiddleOfABulkPush) {
  RealServer server(Plugins::kWithout);
  KillAndCheck(server, kCycles);
}

TEST(KillServer, OverTlsWithAPolicy) {
  const auto server = RealServer::Secured(Plugins::kWithout, R"(principals { id: "local"
      grants { role: SECRETARIAT sectors: "*" } grants { role: CONTRIBUTOR sectors: "*" } })");
  KillAndCheck(*server, kCyclesOverTls);
}

}  // namespace
}  // namespace sheaf::e2e
