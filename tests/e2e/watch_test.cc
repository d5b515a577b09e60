// Watching the real server: a thousand watchers at once, slow ones, and `sheaf watch`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/follower.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::HasSubstr;

constexpr int kWatchers = 1000;
constexpr int kChannels = 8;
constexpr int kRevisionsBefore = 150;
constexpr int kRevisionsMeanwhile = 300;

void ImportPlan(const RealServer& server, const std::string& plan) {
  const std::string file =
      server.WriteFile(plan + ".csv", "line_code,parent_code,level,title\nL,,action,Line\n");
  server.Done({"plan", "import", file, "--plan", plan});
}

// One revision of `plans/{plan}` with `size` updates; its number.
int64_t Push(const std::shared_ptr<grpc::Channel>& channel, const std::string& plan, int number,
             int size, size_t note_bytes = 20) {
  v1::BatchPushUpdatesRequest batch;
  batch.set_parent("plans/" + plan);
  for (int i = 0; i < size; ++i) {
    v1::LineUpdate* item = batch.add_updates();
    item->set_line_code("L");
    item->mutable_update()->set_reported_status("in_progress");
    item->mutable_update()->set_note(std::string(note_bytes, 'x'));
    item->mutable_update()->set_source_ref(std::to_string(number) + "/" + std::to_string(i));
  }
  grpc::ClientContext context;
  v1::BatchPushUpdatesResponse answer;
  const grpc::Status status =
      v1::UpdateService::NewStub(channel)->BatchPushUpdates(&context, batch, &answer);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return answer.revision();
}

// Connections of their own.
std::vector<std::shared_ptr<grpc::Channel>> Channels(const RealServer& server, int count) {
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < count; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    channels.push_back(
        grpc::CreateCustomChannel(server.address(), grpc::InsecureChannelCredentials(), arguments));
  }
  return channels;
}

v1::WatchRequest RequestOf(int64_t after, const std::string& resource) {
  v1::WatchRequest request;
  request.set_after_revision(after);
  if (!resource.empty()) request.add_resources(resource);
  request.set_progress_interval_millis(500);
  return request;
}

TEST(Watch, AThousandWatchersAtOnceEachMissNothing) {
  RealServer server(Plugins::kWithout);
  const std::string plans[] = {"energy", "energy-x", "ict"};
  for (const std::string& plan : plans) ImportPlan(server, plan);
  const auto writer = server.Channel();
  for (int i = 0; i < kRevisionsBefore; ++i) Push(writer, plans[i % 3], i, 1 + i % 5);

  const std::string wanted[] = {"", "plans/energy", "plans/energy-x/lines/L", "memberStates"};
  const auto channels = Channels(server, kChannels);
  std::vector<std::unique_ptr<Follower>> watchers;
  std::vector<std::pair<int64_t, std::string>> asked;
  int64_t head = 0;
  for (int i = 0; i < kRevisionsMeanwhile; ++i) {
    // They come while others write.
    while (static_cast<int>(watchers.size()) < kWatchers &&
           static_cast<int>(watchers.size()) * kRevisionsMeanwhile < 2 * i * kWatchers) {
      const size_t n = watchers.size();
      asked.emplace_back(static_cast<int64_t>(n * 37) % kRevisionsBefore, wanted[n % 4]);
      watchers.push_back(std::make_unique<Follower>(channels[n % kChannels],
                                                    RequestOf(asked[n].first, asked[n].second)));
    }
    head = Push(writer, plans[i % 3], kRevisionsBefore + i, 1 + i % 5);
  }
  ASSERT_EQ(static_cast<int>(watchers.size()), kWatchers);

  const std::vector<Seen> changes = ChangesAfter(writer, 0);
  for (size_t n = 0; n < watchers.size(); ++n) {
    ASSERT_TRUE(watchers[n]->WaitThrough(head)) << n;
    ASSERT_EQ(watchers[n]->seen(), Under(changes, asked[n].first, asked[n].second)) << n;
  }
}

TEST(Watch, ARevisionLargerThanAMessageComesWhole) {
  RealServer server(Plugins::kWithout);
  std::string rows = "line_code,parent_code,level,title\n";
  for (int i = 0; i < 30'000; ++i) rows += "L" + std::to_string(i) + ",,action,A line\n";
  Follower live(server.Channel(), RequestOf(0, ""));
  server.Done({"plan", "import", server.WriteFile("plan.csv", rows), "--plan", "large"});
  ASSERT_TRUE(live.WaitThrough(1));
  Follower later(server.Channel(), RequestOf(0, ""));
  ASSERT_TRUE(later.WaitThrough(1));
  const std::vector<Seen> changes = ChangesAfter(server.Channel(), 0);
  EXPECT_EQ(changes.size(), 30'001u);
  EXPECT_TRUE(live.seen() == changes);
  EXPECT_TRUE(later.seen() == changes);
}

TEST(Watch, ASlowWatcherIsEndedAndResumesWithoutAGap) {
  RealServer server(Plugins::kWithout, {"--watch_send_max_millis", "4000"});
  ImportPlan(server, "energy");
  const auto channels = Channels(server, 2);
  Follower quick(channels[0], RequestOf(0, ""));
  Follower slow(channels[1], RequestOf(0, ""), Follower::Reads::kOnlyTheFirst);
  ASSERT_TRUE(slow.WaitThrough(1));
  int64_t head = 0;
  for (int i = 0; i < 50; ++i) head = Push(server.Channel(), "energy", i, 100, 1000);
  ASSERT_TRUE(quick.WaitThrough(head));
  while (server.Log().find("did not take a message") == std::string::npos) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  slow.ReadOn();
  const grpc::Status end = slow.WaitForEnd();
  EXPECT_EQ(end.error_code(), grpc::StatusCode::ABORTED) << end.error_message();
  const Told told = ToldBy(end);
  EXPECT_EQ(told.reason, "WATCHER_TOO_SLOW");
  EXPECT_THAT(end.error_message(),
              HasSubstr("watch again after revision " + std::to_string(told.resume_after)));
  EXPECT_LE(told.resume_after, slow.complete_through());

  Follower resumed(channels[1], RequestOf(slow.complete_through(), ""));
  ASSERT_TRUE(resumed.WaitThrough(head));
  std::vector<Seen> both = Under(slow.seen(), 0, "");
  std::erase_if(both, [&](const Seen& seen) { return seen.first > slow.complete_through(); });
  for (const Seen& seen : resumed.seen()) both.push_back(seen);
  EXPECT_TRUE(both == quick.seen());
}

TEST(Watch, RefusesWhatCannotBeWatched) {
  RealServer server(Plugins::kWithout);
  Follower beyond(server.Channel(), RequestOf(7, ""));
  const grpc::Status end = beyond.WaitForEnd();
  EXPECT_EQ(end.error_code(), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_THAT(end.error_message(), HasSubstr("there is no revision 7; the newest is 0"));
  Follower misspelt(server.Channel(), RequestOf(0, "plan/energy"));
  EXPECT_EQ(misspelt.WaitForEnd().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST(Watch, OfASectorShowsItsPlansAndItsFigures) {
  RealServer server;
  server.ImportEverything();
  v1::WatchRequest request;
  request.set_after_revision(0);
  request.add_sectors("energy");
  Follower energy(server.Channel(), request);
  const int64_t head = server.Status().revision();
  ASSERT_TRUE(energy.WaitThrough(head));
  const std::vector<Seen> changes = ChangesAfter(server.Channel(), 0);
  std::vector<Seen> expected;
  for (const Seen& seen : changes) {
    if (seen.second.rfind("plans/energy", 0) == 0 || seen.second.rfind("sectors/energy/", 0) == 0) {
      expected.push_back(seen);
    }
  }
  EXPECT_GT(expected.size(), 100u);
  EXPECT_TRUE(energy.seen() == expected);

  const std::string lines = server.Done({"watch", "--sector", "energy", "--until-current"});
  EXPECT_EQ(static_cast<size_t>(std::count(lines.begin(), lines.end(), '\n')), expected.size());
  EXPECT_THAT(lines, HasSubstr("created  plans/energy/lines/EN-APG-001  "));
}

}  // namespace
}  // namespace sheaf::e2e
