#include "clients/cpp/watcher.h"

#include <future>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::client {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A server at the other end of a real connection. Each watch goes as its script says.
class Sender final : public v1::WatchService::Service {
 public:
  struct Script {
    std::vector<v1::WatchResponse> messages;
    grpc::Status end;
    bool stays_open = false;
  };

  grpc::Status Watch(grpc::ServerContext* context, const v1::WatchRequest* request,
                     grpc::ServerWriter<v1::WatchResponse>* writer) override {
    requests.push_back(*request);
    const Script script = scripts.at(requests.size() - 1);
    for (const v1::WatchResponse& message : script.messages) writer->Write(message);
    v1::WatchResponse mark;
    mark.set_complete_through(script.messages.back().complete_through());
    while (script.stays_open && !context->IsCancelled()) writer->Write(mark);
    return script.end;
  }

  std::vector<Script> scripts;
  std::vector<v1::WatchRequest> requests;
};

// A message that is complete through `revision`, with changes of these revisions.
v1::WatchResponse Message(int64_t revision, const std::vector<int64_t>& changes) {
  v1::WatchResponse message;
  message.set_complete_through(revision);
  static int number = 0;
  for (const int64_t changed : changes) {
    v1::Change* change = message.add_changes();
    change->set_revision(changed);
    change->set_resource("record-" + std::to_string(++number));
  }
  return message;
}

const grpc::Status kEnding(grpc::StatusCode::UNAVAILABLE, "the server is ending");
const grpc::Status kTooSlow(grpc::StatusCode::ABORTED, "too slow");
const grpc::Status kNoSuch(grpc::StatusCode::OUT_OF_RANGE, "no such revision");

class WatcherTest : public ::testing::Test {
 protected:
  void SetUp() override {
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&sender_);
    server_ = builder.BuildAndStart();
    connection_ = *Connection::Open({.target = "127.0.0.1:" + std::to_string(port)});
    options_.retry_delay_min = std::chrono::milliseconds(1);
    options_.on_retry = [this](const absl::Status&, int64_t after) { resumed_.push_back(after); };
  }

  // All that it gives until it ends; the error that it ends with goes to `end_`.
  std::vector<std::string> GivenBy(Watcher& watcher) {
    std::vector<std::string> given;
    while (true) {
      const auto message = watcher.Next();
      end_ = message.status();
      if (!message.ok()) return given;
      for (const v1::Change& change : message->changes()) given.push_back(change.resource());
    }
  }
  static std::vector<std::string> NamesOf(const std::vector<v1::WatchResponse>& messages) {
    std::vector<std::string> names;
    for (const auto& message : messages) {
      for (const v1::Change& change : message.changes()) names.push_back(change.resource());
    }
    return names;
  }

  Sender sender_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Connection> connection_;
  WatcherOptions options_;
  std::vector<int64_t> resumed_;
  absl::Status end_;
};

TEST_F(WatcherTest, ResumesAfterWhatWasComplete) {
  const auto first = Message(4, {3, 4}), second = Message(5, {5}), third = Message(9, {7, 9});
  sender_.scripts = {{{first, second}, kEnding}, {{third}, kTooSlow}, {{Message(9, {})}, kNoSuch}};
  options_.after_revision = 2;
  options_.resources = {"plans/energy"};
  Watcher watcher(*connection_, options_);
  EXPECT_EQ(GivenBy(watcher), NamesOf({first, second, third}));
  EXPECT_EQ(end_.code(), absl::StatusCode::kOutOfRange);
  EXPECT_THAT(resumed_, ElementsAre(5, 9));
  EXPECT_EQ(watcher.complete_through(), 9);
  ASSERT_EQ(sender_.requests.size(), 3u);
  EXPECT_EQ(sender_.requests[0].after_revision(), 2);
  EXPECT_EQ(sender_.requests[1].after_revision(), 5);
  EXPECT_EQ(sender_.requests[2].after_revision(), 9);
  EXPECT_EQ(sender_.requests[2].resources(0), "plans/energy");
}

TEST_F(WatcherTest, GivesAPartOfALargeRevisionOnce) {
  const auto small = Message(5, {5, 6, 6}), middle = Message(5, {6, 6}), last = Message(6, {6});
  // What is beyond revision 5 comes again after a break, cut otherwise.
  auto again = Message(5, {});
  for (int i : {1, 2}) *again.add_changes() = small.changes(i);
  *again.add_changes() = middle.changes(0);
  auto rest = Message(6, {});
  *rest.add_changes() = middle.changes(1);
  *rest.add_changes() = last.changes(0);
  sender_.scripts = {
      {{small, middle}, kEnding}, {{again}, kEnding}, {{again, rest, Message(7, {7})}, kNoSuch}};
  Watcher watcher(*connection_, options_);
  auto expected = NamesOf({small, middle, last});
  expected.push_back(sender_.scripts[2].messages[2].changes(0).resource());
  EXPECT_EQ(GivenBy(watcher), expected);
  EXPECT_THAT(resumed_, ElementsAre(5, 5));
}

TEST_F(WatcherTest, FromNowOnResumesFromTheFirstMark) {
  const auto change = Message(13, {13});
  sender_.scripts = {{{Message(12, {})}, kEnding}, {{change}, kNoSuch}};
  Watcher watcher(*connection_, options_);
  EXPECT_EQ(GivenBy(watcher), NamesOf({change}));
  EXPECT_FALSE(sender_.requests[0].has_after_revision());
  EXPECT_EQ(sender_.requests[1].after_revision(), 12);
}

TEST_F(WatcherTest, ResumesWhereAServerThatEndsCancelsIt) {
  const grpc::Status cancelled(grpc::StatusCode::CANCELLED, "the server shut down");
  const auto before = Message(3, {3}), after = Message(4, {4});
  sender_.scripts = {{{before}, cancelled}, {{after}, kNoSuch}};
  Watcher watcher(*connection_, options_);
  EXPECT_EQ(GivenBy(watcher), NamesOf({before, after}));
  EXPECT_THAT(resumed_, ElementsAre(3));
}

TEST_F(WatcherTest, AnErrorBeforeTheFirstMessageIsReturned) {
  server_->Shutdown();
  Watcher watcher(*connection_, options_);
  EXPECT_THAT(GivenBy(watcher), IsEmpty());
  EXPECT_TRUE(IsUnreachable(end_)) << end_;
  EXPECT_THAT(resumed_, IsEmpty());
}

TEST_F(WatcherTest, CancelEndsAWatchUnderWayAndOneThatWaits) {
  sender_.scripts = {{{Message(1, {1})}, grpc::Status::OK, true}};
  Watcher under_way(*connection_, options_);
  ASSERT_TRUE(under_way.Next().ok());
  auto given = std::async(std::launch::async, [&] { return GivenBy(under_way); });
  under_way.Cancel();
  EXPECT_THAT(given.get(), IsEmpty());
  EXPECT_EQ(end_.code(), absl::StatusCode::kCancelled);

  sender_.scripts.push_back({{Message(1, {1})}, kEnding});
  options_.retry_delay_min = options_.retry_delay_max = std::chrono::hours(1);
  std::promise<void> waits;
  options_.on_retry = [&](const absl::Status&, int64_t) { waits.set_value(); };
  Watcher waiting(*connection_, options_);
  ASSERT_TRUE(waiting.Next().ok());
  auto next = std::async(std::launch::async, [&] { return waiting.Next().status(); });
  waits.get_future().wait();
  waiting.Cancel();
  EXPECT_EQ(next.get().code(), absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace sheaf::client
