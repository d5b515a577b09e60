// kill -9 of the server in the middle of bulk pushes, every other batch of which somebody else
// verifies: what was acknowledged is there, whole; what was not is whole or absent; the chain
// verifies.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "sheaf/v1/review_service.grpc.pb.h"
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

// What was acknowledged before the server died.
struct Acknowledged {
  int batches = 0;
  std::set<int> verified;  // numbers of batches
};

// Verifies all updates of a batch, as somebody who wrote none of them.
bool Verify(const RealServer& server, const std::string& token,
            const v1::BatchPushUpdatesResponse& batch, const std::string& plan) {
  v1::ReviewUpdatesRequest request;
  request.set_parent(plan);
  request.set_step(v1::VERIFY_BY_SECTOR);
  for (const std::string& name : batch.names()) {
    v1::ReviewItem& item = *request.add_items();
    item.set_name(name);
    item.set_etag("r" + std::to_string(batch.revision()));
  }
  grpc::ClientContext context;
  context.AddMetadata("sheaf-user", "checker");
  if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
  v1::ReviewUpdatesResponse answer;
  const auto status =
      v1::ReviewService::NewStub(server.Channel())->ReviewUpdates(&context, request, &answer);
  const bool is_lost = status.error_code() == grpc::StatusCode::UNAVAILABLE;
  EXPECT_TRUE(status.ok() || is_lost) << status.error_message();
  return status.ok();
}

// Pushes batches until the stream breaks.
Acknowledged PushUntilBroken(const RealServer& server, const std::string& token, int cycle,
                             std::atomic<bool>* begun) {
  grpc::ClientContext context;
  auto stream = v1::UpdateService::NewStub(server.Channel())->StreamUpdates(&context);
  v1::BatchPushUpdatesResponse answer;
  Acknowledged acknowledged;
  while (acknowledged.batches < kMaxBatches &&
         stream->Write(BatchOf(cycle, acknowledged.batches)) && stream->Read(&answer)) {
    const int batch = acknowledged.batches++;
    *begun = true;
    if (batch % 2 == 1 && Verify(server, token, answer, "plans/" + PlanOf(cycle))) {
      acknowledged.verified.insert(batch);
    }
    answer.Clear();
  }
  *begun = true;
  context.TryCancel();
  stream->Finish();
  return acknowledged;
}

// Of one batch, what the server holds.
struct Held {
  int updates = 0;
  int verified = 0;
};

std::map<int, Held> HeldOf(const RealServer& server, int cycle) {
  const auto stub = v1::UpdateService::NewStub(server.Channel());
  std::map<int, Held> held;
  v1::ListUpdatesRequest request;
  request.set_parent("plans/" + PlanOf(cycle));
  request.set_page_size(1000);
  do {
    grpc::ClientContext context;
    v1::ListUpdatesResponse page;
    const grpc::Status status = stub->ListUpdates(&context, request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message();
    for (const v1::Update& update : page.updates()) {
      Held& batch = held[std::stoi(update.note())];
      ++batch.updates;
      batch.verified += update.review().state() == v1::VERIFIED ? 1 : 0;
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return held;
}

void ExpectWhole(const RealServer& server, int cycle, const Acknowledged& acknowledged) {
  std::map<int, Held> held = HeldOf(server, cycle);
  EXPECT_LE(static_cast<int>(held.size()), acknowledged.batches + 1);
  for (const auto& [batch, found] : held) {
    EXPECT_EQ(found.updates, kBatchSize) << "batch " << batch << " of cycle " << cycle;
    EXPECT_TRUE(found.verified == 0 || found.verified == kBatchSize)
        << "the review of batch " << batch << " of cycle " << cycle << " is torn";
  }
  for (int batch = 0; batch < acknowledged.batches; ++batch) {
    EXPECT_TRUE(held.contains(batch)) << "acknowledged batch " << batch << " of cycle " << cycle;
  }
  for (const int batch : acknowledged.verified) {
    EXPECT_EQ(held[batch].verified, kBatchSize)
        << "verified batch " << batch << " of cycle " << cycle;
  }
}

void KillAndCheck(RealServer& server, const std::string& token, int cycles) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::map<int, Acknowledged> acknowledged;
  for (int cycle = 0; cycle < cycles; ++cycle) {
    const std::string file =
        server.WriteFile("plan.csv", "line_code,parent_code,level,title\nL,,action,Line\n");
    server.Done({"plan", "import", file, "--plan", PlanOf(cycle)});
    std::atomic<bool> begun = false;
    std::thread pusher(
        [&] { acknowledged[cycle] = PushUntilBroken(server, token, cycle, &begun); });
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
  KillAndCheck(server, "", kCycles);
}

TEST(KillServer, OverTlsWithAPolicy) {
  const auto server = RealServer::Secured(Plugins::kWithout, R"(
      principals { id: "local" grants { role: SECRETARIAT sectors: "*" }
                   grants { role: CONTRIBUTOR sectors: "*" } }
      principals { id: "checker" grants { role: VERIFIER sectors: "*" } })");
  KillAndCheck(*server, server->TokenOf("checker"), kCyclesOverTls);
}

}  // namespace
}  // namespace sheaf::e2e
