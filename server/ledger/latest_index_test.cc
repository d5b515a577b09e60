#include "server/ledger/latest_index.h"

#include <gtest/gtest.h>

#include "server/ledger/ledger_fixture.h"

namespace sheaf::ledger {
namespace {

Commit CommitOf(Revision revision, const std::vector<std::string>& resources) {
  Commit commit{revision, 0, {}, ""};
  for (const std::string& resource : resources) commit.records.emplace_back().resource = resource;
  return commit;
}

TEST(LatestIndex, KnowsTheNewestRevisionOfEachRecord) {
  LatestIndex index;
  index.Take(CommitOf(1, {"plans/energy", "plans/ict"}));
  index.Take(CommitOf(2, {"plans/energy"}));
  EXPECT_EQ(index.Find("plans/energy"), 2);
  EXPECT_EQ(index.Find("plans/ict"), 1);
}

TEST(LatestIndex, KnowsThatThereIsNoRecord) {
  LatestIndex index;
  index.Take(CommitOf(1, {"plans/energy"}));
  EXPECT_EQ(index.Find("plans/ict"), std::nullopt);
}

using LedgerWithIndex = LedgerTest;

// Of so many names some are likely to share the 32 bits that are kept of them.
TEST_F(LedgerWithIndex, ReadsEveryRecordAlsoWhereNamesShareAHash) {
  std::vector<Write> writes;
  for (int i = 0; i < 200'000; ++i) writes.push_back(Make("plans/p" + std::to_string(i), "a"));
  ASSERT_TRUE(Commit(std::move(writes)).ok());
  for (int i = 0; i < 200; i += 2) ASSERT_EQ(Put("plans/p" + std::to_string(i), "b"), i / 2 + 2);
  for (int i = 0; i < 200'000; ++i) {
    const std::string name = "plans/p" + std::to_string(i);
    ASSERT_EQ(PayloadAt(name, ledger_->Head()), i % 2 == 0 && i < 200 ? "b" : "a") << name;
    ASSERT_EQ(PayloadAt(name, 1), "a") << name;
  }
}

TEST_F(LedgerWithIndex, ReadsAfterOpeningBeforeAndAfterTheReplay) {
  Put("plans/energy", "a");
  Put("plans/energy", "b");
  Open();
  EXPECT_EQ(PayloadAt("plans/energy", 2), "b");
  Listener listener;
  ASSERT_TRUE(ledger_->AddObserver(&listener).ok());
  EXPECT_EQ(PayloadAt("plans/energy", 2), "b");
  EXPECT_EQ(PayloadAt("plans/energy", 1), "a");
  EXPECT_EQ(ledger_->Get("plans/ict", 2).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Put("plans/energy", "c"), 3);
  EXPECT_EQ(PayloadAt("plans/energy", 3), "c");
  ledger_ = nullptr;  // before the listener
}

}  // namespace
}  // namespace sheaf::ledger
