// Work over a line that delays and breaks: everything arrives, exactly once.
#include "tests/e2e/bad_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "clients/cpp/bulk_push.h"
#include "clients/cpp/watcher.h"
#include "tests/e2e/real_server.h"
#include "tests/e2e/waiting_work.h"

namespace sheaf::e2e {
namespace {

using client::Connection;
using testing::HasSubstr;

constexpr int kPushes = 25;
constexpr int kUpdates = 200;
constexpr int kCutsAtLeast = 100;

class BadLines : public testing::Test {
 protected:
  BadLines() : server_(Plugins::kWithout), seed_(std::random_device()()) {
    ImportOneLine(server_, "p");
  }

  // Tries often, since a line may break several times before anything comes of it.
  std::unique_ptr<Connection> Over(const BadLine& line) const {
    client::ConnectionOptions options = {.target = line.address()};
    options.retry.attempts_max = 50;
    options.retry.delay_min = std::chrono::milliseconds(10);
    options.retry.delay_max = std::chrono::milliseconds(500);
    return *Connection::Open(options);
  }

  RealServer server_;
  const unsigned seed_;
};

TEST_F(BadLines, ABulkPushGoesOnWhereItStoppedAndNothingIsDoubledOrLost) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  BadLine line(server_.address(), {.seed = seed_});
  const auto connection = Over(line);
  std::vector<std::string> expected;
  for (int push = 0; push < kPushes || line.cuts() < kCutsAtLeast; ++push) {
    const auto updates = UpdatesOf(push, kUpdates);
    client::BulkPushOptions options = {.batch_size = 10, .retry = connection->options().retry};
    client::BulkPushResult result;
    const absl::Status status = client::BulkPush(*connection, "plans/p", updates, options, &result);
    ASSERT_TRUE(status.ok()) << status;
    EXPECT_EQ(result.durable, updates.size());
    EXPECT_EQ(result.pushed, kUpdates) << "an update that was sent again counts once";
    EXPECT_EQ(result.unchanged, 0);
    for (const v1::LineUpdate& update : updates) expected.push_back(update.update().note());
  }
  EXPECT_THAT(NotesOf(server_, "p"), testing::UnorderedElementsAreArray(expected));
  RecordProperty("cuts", line.cuts());
}

TEST_F(BadLines, ReadsAndWritesOfOneMessageArriveOnce) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  BadLine line(server_.address(), {.seed = seed_, .cut_after_max = 2'000});
  const auto connection = Over(line);
  std::vector<std::string> expected;
  for (int i = 0; i < 100; ++i) {
    v1::PushUpdateRequest request;
    request.set_parent("plans/p/lines/L");
    *request.mutable_update() = UpdatesOf(i, 1)[0].update();
    const auto pushed =
        connection->Call(connection->updates(), &v1::UpdateService::Stub::PushUpdate, request);
    ASSERT_TRUE(pushed.ok()) << pushed.status();
    EXPECT_EQ(pushed->outcome(), v1::PUSHED);
    v1::GetUpdateRequest read;
    read.set_name(pushed->update().name());
    const auto update =
        connection->Call(connection->updates(), &v1::UpdateService::Stub::GetUpdate, read);
    ASSERT_TRUE(update.ok()) << update.status();
    EXPECT_EQ(update->note(), request.update().note());
    expected.push_back(update->note());
  }
  EXPECT_THAT(NotesOf(server_, "p"), testing::UnorderedElementsAreArray(expected));
  EXPECT_GT(line.cuts(), 20);
}

TEST_F(BadLines, AWatchMissesNothing) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  constexpr int kWatched = 4000;
  client::BulkPushResult result;
  const auto direct = *Connection::Open({.target = server_.address()});
  ASSERT_TRUE(
      client::BulkPush(*direct, "plans/p", UpdatesOf(0, kWatched), {.batch_size = 100}, &result)
          .ok());
  // A message of a watch has up to 64 KiB, and must go over at once.
  BadLine line(server_.address(), {.seed = seed_, .cut_after_max = 200'000});
  const auto connection = Over(line);
  std::map<std::string, int> seen;
  // An end before the first message is the caller's to see to.
  std::unique_ptr<client::Watcher> watcher;
  int64_t through = 0;
  while (through < result.revision) {
    if (watcher == nullptr) {
      watcher = std::make_unique<client::Watcher>(
          *connection, client::WatcherOptions{.resources = {"plans/p"}, .after_revision = through});
    }
    const auto next = watcher->Next();
    if (!next.ok()) {
      ASSERT_TRUE(client::IsTransient(next.status())) << next.status();
      watcher = nullptr;
      continue;
    }
    for (const v1::Change& change : next->changes()) {
      if (change.resource().find("/updates/") != std::string::npos) ++seen[change.resource()];
    }
    through = next->complete_through();
  }
  EXPECT_EQ(seen.size(), static_cast<size_t>(kWatched));
  EXPECT_GT(line.cuts(), 0);
  for (const auto& [resource, times] : seen) EXPECT_EQ(times, 1) << resource;
}

TEST_F(BadLines, CompressedItIsAFractionOfTheBytes) {
  const auto bytes_with = [&](client::Compression compression, int push) {
    BadLine line(server_.address(), {.delay_max = std::chrono::microseconds(0)});
    line.Mend();
    const auto connection =
        *Connection::Open({.target = line.address(), .compression = compression});
    client::BulkPushResult result;
    EXPECT_TRUE(client::BulkPush(*connection, "plans/p", UpdatesOf(push, 2000), {}, &result).ok());
    return line.bytes();
  };
  const size_t plain = bytes_with(client::Compression::kNever, 0);
  // Frames differ a little from one connection to the next.
  EXPECT_GT(bytes_with(client::Compression::kToOtherMachines, 1), plain * 9 / 10)
      << "this machine is none";
  EXPECT_LT(bytes_with(client::Compression::kAlways, 2), plain * 4 / 5);
}

TEST_F(BadLines, AnswersAreCompressedForWhoTakesThat) {
  client::BulkPushResult result;
  const auto near = *Connection::Open({.target = server_.address()});
  ASSERT_TRUE(client::BulkPush(*near, "plans/p", UpdatesOf(0, 900), {}, &result).ok());
  const auto bytes_with = [&](client::Compression compression) {
    BadLine line(server_.address(), {.delay_max = std::chrono::microseconds(0)});
    line.Mend();
    const auto connection =
        *Connection::Open({.target = line.address(), .compression = compression});
    v1::ListUpdatesRequest request;
    request.set_parent("plans/p");
    request.set_page_size(900);
    const auto page =
        connection->Call(connection->updates(), &v1::UpdateService::Stub::ListUpdates, request);
    EXPECT_TRUE(page.ok()) << page.status();
    EXPECT_EQ(page->updates_size(), 900);
    return line.bytes();
  };
  const size_t plain = bytes_with(client::Compression::kNever);
  EXPECT_GT(bytes_with(client::Compression::kToOtherMachines), plain * 9 / 10);
  EXPECT_LT(bytes_with(client::Compression::kAlways), plain / 4);
}

TEST_F(BadLines, TheProgramPushesAndSaysWhatItWouldOverAGoodLine) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  // Twice the bytes of a whole exchange, in which the updates that are held are read first, so that
  // an attempt may well succeed.
  BadLine line(server_.address(), {.seed = seed_, .cut_after_max = 400'000});
  for (int i = 0; i < 5; ++i) {
    const std::string file = server_.WriteFile("file.csv", CsvOf(i, 100));
    const Ended pushed =
        RunProgram({SHEAF, "--server", line.address(), "push", file, "--plan", "p"});
    EXPECT_EQ(pushed.exit_code, 0) << pushed.err;
    EXPECT_THAT(pushed.out, HasSubstr("100 updates pushed, 0 unchanged"));
  }
  EXPECT_EQ(NotesOf(server_, "p").size(), 500u);
}

}  // namespace
}  // namespace sheaf::e2e
