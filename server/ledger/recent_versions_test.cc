#include "server/ledger/recent_versions.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace sheaf::ledger {
namespace {

Record Version(const std::string& resource, Revision revision) {
  Record record;
  record.resource = resource;
  record.revision = revision;
  record.payload = resource + " at " + std::to_string(revision);
  return record;
}

Commit CommitOf(std::vector<Record> records) {
  Commit commit;
  commit.revision = records.front().revision;
  commit.records = std::move(records);
  return commit;
}

TEST(RecentVersions, HoldsWhatWasJustCommitted) {
  RecentVersions versions;
  versions.Take(CommitOf({Version("plans/a", 7), Version("plans/b", 7)}));
  ASSERT_TRUE(versions.Find("plans/b", 7).has_value());
  EXPECT_EQ(versions.Find("plans/b", 7)->payload, "plans/b at 7");
}

TEST(RecentVersions, TellsVersionsOfARecordApart) {
  RecentVersions versions;
  versions.Take(CommitOf({Version("plans/a", 7)}));
  versions.Take(CommitOf({Version("plans/a", 8)}));
  EXPECT_EQ(versions.Find("plans/a", 7)->payload, "plans/a at 7");
  EXPECT_EQ(versions.Find("plans/a", 8)->payload, "plans/a at 8");
  EXPECT_FALSE(versions.Find("plans/a", 9).has_value());
}

TEST(RecentVersions, LeavesALargeCommitToTheStore) {
  RecentVersions versions;
  std::vector<Record> records;
  for (int i = 0; i < 500; ++i) records.push_back(Version("plans/" + std::to_string(i), 7));
  versions.Take(CommitOf(records));
  for (const Record& record : records) {
    EXPECT_FALSE(versions.Find(record.resource, 7).has_value());
  }
}

TEST(RecentVersions, HoldsWhatIsReadTwice) {
  RecentVersions versions;
  versions.Offer(Version("plans/a", 7));
  EXPECT_FALSE(versions.Find("plans/a", 7).has_value());
  versions.Offer(Version("plans/a", 7));
  EXPECT_TRUE(versions.Find("plans/a", 7).has_value());
}

TEST(RecentVersions, LeavesALargePayloadToTheStore) {
  RecentVersions versions;
  Record large = Version("plans/a", 7);
  large.payload.assign(1 << 20, 'x');
  versions.Offer(large);
  versions.Offer(large);
  versions.Take(CommitOf({large}));
  EXPECT_FALSE(versions.Find("plans/a", 7).has_value());
}

TEST(RecentVersions, IsBoundedHoweverManyComeBy) {
  RecentVersions versions;
  for (Revision revision = 1; revision <= 50'000; ++revision) {
    versions.Take(CommitOf({Version("plans/a", revision)}));
  }
  int held = 0;
  for (Revision revision = 1; revision <= 50'000; ++revision) {
    held += versions.Find("plans/a", revision).has_value() ? 1 : 0;
  }
  EXPECT_GT(held, 0);
  EXPECT_LE(held, 4096);
}

}  // namespace
}  // namespace sheaf::ledger
