// SIGTERM: what was acknowledged is there, who waits is told, and nothing is left running.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/follower.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::HasSubstr;

constexpr int kPushers = 4;
constexpr int kBatchSize = 20;

std::string PlanOf(int pusher) { return "plan-" + std::to_string(pusher); }

v1::BatchPushUpdatesRequest BatchOf(int pusher, int number) {
  v1::BatchPushUpdatesRequest batch;
  batch.set_parent("plans/" + PlanOf(pusher));
  for (int i = 0; i < kBatchSize; ++i) {
    v1::LineUpdate* item = batch.add_updates();
    item->set_line_code("L");
    item->mutable_update()->set_reported_status("in_progress");
    item->mutable_update()->set_source_ref(std::to_string(number) + "/" + std::to_string(i));
  }
  return batch;
}

// A bulk push that goes on until the server ends it.
struct Pusher {
  std::set<std::string> acknowledged;  // names of updates
  grpc::Status end;
  std::atomic<int> answers = 0;

  void Run(const RealServer& server, int number) {
    grpc::ClientContext context;
    const auto stub = v1::UpdateService::NewStub(server.Channel());
    const auto stream = stub->StreamUpdates(&context);
    v1::BatchPushUpdatesResponse answer;
    while (stream->Write(BatchOf(number, answers)) && stream->Read(&answer)) {
      acknowledged.insert(answer.names().begin(), answer.names().end());
      ++answers;
    }
    end = stream->Finish();
  }
};

v1::WatchRequest After(int64_t revision) {
  v1::WatchRequest request;
  request.set_after_revision(revision);
  return request;
}

void ImportPlan(const RealServer& server, const std::string& plan) {
  const std::string file =
      server.WriteFile("plan.csv", "line_code,parent_code,level,title\nL,,action,Line\n");
  server.Done({"plan", "import", file, "--plan", plan});
}

std::vector<pid_t> PluginsOf(const RealServer& server) {
  std::vector<pid_t> pids;
  const v1::ServerStatus status = server.Status();
  for (const v1::Sector& sector : status.sectors()) {
    if (sector.plugin_pid() > 0) pids.push_back(static_cast<pid_t>(sector.plugin_pid()));
  }
  return pids;
}

TEST(Drain, InTheMiddleOfBulkPushesWithWatchers) {
  RealServer server;
  for (int i = 0; i < kPushers; ++i) ImportPlan(server, PlanOf(i));
  const std::vector<pid_t> plugins = PluginsOf(server);
  EXPECT_FALSE(plugins.empty());

  std::vector<std::unique_ptr<Follower>> watchers;
  for (int i = 0; i < 5; ++i) {
    watchers.push_back(std::make_unique<Follower>(server.Channel(), After(0)));
  }
  std::vector<Pusher> pushers(kPushers);
  std::vector<std::thread> threads;
  for (int i = 0; i < kPushers; ++i) {
    threads.emplace_back([&, i] { pushers[i].Run(server, i); });
  }
  for (const Pusher& pusher : pushers) {
    while (pusher.answers < 10) std::this_thread::yield();
  }
  EXPECT_EQ(server.Stop(), 0) << server.Log();
  for (std::thread& thread : threads) thread.join();
  for (const Pusher& pusher : pushers) {
    EXPECT_EQ(pusher.end.error_code(), grpc::StatusCode::UNAVAILABLE);
    EXPECT_EQ(ToldBy(pusher.end).reason, "SERVER_ENDING") << pusher.end.error_message();
  }
  for (const pid_t plugin : plugins) EXPECT_NE(kill(plugin, 0), 0) << "plugin " << plugin;

  const Ended check = server.Check();
  EXPECT_EQ(check.exit_code, 0) << check.err;
  server.Start();
  const std::vector<Seen> changes = ChangesAfter(server.Channel(), 0);
  std::set<std::string> held;
  for (const Seen& change : changes) held.insert(change.second);
  for (const Pusher& pusher : pushers) {
    for (const std::string& name : pusher.acknowledged) EXPECT_TRUE(held.contains(name)) << name;
  }
  for (const auto& watcher : watchers) {
    const grpc::Status end = watcher->WaitForEnd();
    EXPECT_EQ(end.error_code(), grpc::StatusCode::UNAVAILABLE) << end.error_message();
    const Told told = ToldBy(end);
    EXPECT_EQ(told.reason, "SERVER_ENDING");
    EXPECT_THAT(end.error_message(),
                HasSubstr("watch again after revision " + std::to_string(told.resume_after)));
    EXPECT_LE(told.resume_after, watcher->complete_through());
    // What it saw, and what it sees when it resumes, is everything.
    Follower resumed(server.Channel(), After(watcher->complete_through()));
    ASSERT_TRUE(resumed.WaitThrough(changes.back().first));
    std::vector<Seen> both = watcher->seen();
    for (const Seen& seen : resumed.seen()) both.push_back(seen);
    EXPECT_TRUE(both == changes);
  }
}

TEST(Drain, StreamsThatWaitForTheirClientHoldNothingUp) {
  RealServer server(Plugins::kWithout);
  ImportPlan(server, PlanOf(0));
  // One connection: what was sent over it first has arrived when the last is answered.
  const auto channel = server.Channel();
  grpc::ClientContext push_context, import_context;
  const auto updates = v1::UpdateService::NewStub(channel);
  const auto push = updates->StreamUpdates(&push_context);
  v1::BatchPushUpdatesResponse pushed;
  ASSERT_TRUE(push->Write(BatchOf(0, 0)) && push->Read(&pushed));

  const auto plans = v1::PlanService::NewStub(channel);
  v1::ImportPlanResponse imported;
  const auto half = plans->ImportPlan(&import_context, &imported);
  v1::ImportPlanRequest first;
  first.mutable_plan()->set_name("plans/half");
  first.mutable_plan()->set_title("Half a plan");
  ASSERT_TRUE(half->Write(first));
  Follower watcher(channel, After(0));
  ASSERT_TRUE(watcher.WaitThrough(2));

  EXPECT_EQ(server.Stop(), 0) << server.Log();
  EXPECT_EQ(ToldBy(push->Finish()).reason, "SERVER_ENDING");
  EXPECT_EQ(ToldBy(half->Finish()).reason, "SERVER_ENDING");
  // 0 where the server has not heard yet that its message has left: never too much.
  EXPECT_LE(ToldBy(watcher.WaitForEnd()).resume_after, 2);
  server.Start();
  EXPECT_EQ(server.Status().revision(), 2) << "half a plan is none";
}

TEST(Drain, SheafWatchGoesOnWithTheServerThatComesAfter) {
  RealServer server(Plugins::kWithout);
  ImportPlan(server, "before");
  Program watch({SHEAF, "watch", "--after", "0", "--server", server.address()},
                server.folder() + "/watch.log");
  EXPECT_THAT(watch.WaitForLine("1  "), HasSubstr("plans/before"));
  EXPECT_EQ(server.Stop(), 0);
  server.StartAgain();
  ImportPlan(server, "after");
  EXPECT_THAT(watch.WaitForLine("2  "), HasSubstr("plans/after"))
      << std::ifstream(server.folder() + "/watch.log").rdbuf();
  EXPECT_EQ(watch.End(SIGINT), 0) << "Ctrl-C is how it ends";
}

}  // namespace
}  // namespace sheaf::e2e
