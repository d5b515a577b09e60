#include "server/watchers/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/watchers/watchers_fixture.h"

namespace sheaf::watchers {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ledger::Commit CommitOf(ledger::Revision revision, size_t bytes = 1) {
  ledger::Record record;
  record.resource = "memberStates/IDN";
  record.revision = revision;
  record.payload = std::string(bytes, 'x');
  return {revision, 0, {record}, ""};
}

std::vector<ledger::Revision> Taken(Feed& feed, ledger::Revision head) {
  std::vector<ledger::Revision> revisions;
  for (const ledger::Commit& commit : feed.Take(head)) revisions.push_back(commit.revision);
  return revisions;
}

TEST(Feed, KeepsNothingWhileItIsClosed) {
  Feed feed;
  feed.OnCommit(CommitOf(1));
  feed.OnHead(1);
  EXPECT_THAT(Taken(feed, 1), IsEmpty());
}

TEST(Feed, WakesWhenTheCommitCanBeRead) {
  Feed feed;
  int woken = 0;
  feed.Open([&] { ++woken; });
  feed.OnCommit(CommitOf(1));
  EXPECT_EQ(woken, 0);
  feed.OnHead(1);
  EXPECT_EQ(woken, 1);
  feed.Close();
  feed.OnHead(2);
  EXPECT_EQ(woken, 1);
}

TEST(Feed, GivesNoCommitBeforeItCanBeRead) {
  Feed feed;
  feed.Open([] {});
  feed.OnCommit(CommitOf(1));
  feed.OnCommit(CommitOf(2));
  EXPECT_THAT(Taken(feed, 1), ElementsAre(1));
  EXPECT_THAT(Taken(feed, 2), ElementsAre(2));
}

TEST(Feed, LetsAllGoRatherThanGrow) {
  Feed feed(10'000);
  feed.Open([] {});
  for (ledger::Revision r = 1; r <= 4; ++r) feed.OnCommit(CommitOf(r, 3000));
  EXPECT_THAT(Taken(feed, 10), IsEmpty()) << "the fourth does not fit";
  feed.OnCommit(CommitOf(5));
  feed.OnCommit(CommitOf(6, 20'000));
  feed.OnCommit(CommitOf(7));
  EXPECT_THAT(Taken(feed, 10), ElementsAre(7));
}

}  // namespace
}  // namespace sheaf::watchers
