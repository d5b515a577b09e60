#include "server/ledger/replay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>

#include "server/ledger/keys.h"
#include "server/ledger/ledger_fixture.h"

namespace sheaf::ledger {
namespace {

using ::testing::HasSubstr;

// Enough for many stretches that several threads read.
class Replay : public LedgerTest {
 protected:
  static constexpr int kRevisions = 500;
  using Commits = std::vector<ledger::Commit>;

  Replay() {
    std::mt19937 random(1);
    for (int revision = 1; revision <= kRevisions; ++revision) {
      std::vector<Write> writes;
      const int from = static_cast<int>(random() % 200);
      for (int i = from; i <= from + static_cast<int>(random() % 20); ++i) {
        writes.push_back(Make("plans/energy/lines/" + std::to_string(i),
                              std::to_string(revision) + "." + std::to_string(i)));
      }
      EXPECT_EQ(Commit(std::move(writes))->revision, revision);
    }
  }

  absl::Status Told(Revision after, Revision last, Commits* commits) {
    const Tail tail = after == 0 ? Tail() : TailOf(*ledger_->ChainEntryAt(after));
    return ForEachCommit(*store_, tail, last,
                         [&](const ledger::Commit& commit) { commits->push_back(commit); });
  }

  void Overwrite(const std::string& key, const std::string& value) {
    ASSERT_TRUE(store_->Write({{{key, value}}, {}}).ok());
  }
};

bool Same(const Commit& a, const Commit& b) {
  const auto same = [](const Record& x, const Record& y) {
    return x.resource == y.resource && x.payload == y.payload && x.revision == y.revision &&
           x.previous == y.previous && x.verb == y.verb && x.commit_time == y.commit_time;
  };
  return a.revision == b.revision && a.commit_time == b.commit_time &&
         std::equal(a.records.begin(), a.records.end(), b.records.begin(), b.records.end(), same);
}

TEST_F(Replay, TellsEveryCommitAsItWasMadeInOrder) {
  Commits commits;
  ASSERT_TRUE(Told(0, kRevisions, &commits).ok());
  ASSERT_EQ(commits.size(), static_cast<size_t>(kRevisions));
  for (int i = 0; i < kRevisions; ++i) EXPECT_TRUE(Same(commits[i], *ledger_->CommitAt(i + 1)));
}

TEST_F(Replay, BeginsAndEndsWhereItIsTold) {
  for (const auto& [after, last] :
       {std::pair<Revision, Revision>{0, 1}, {7, 8}, {7, 7}, {9, 200}}) {
    Commits commits;
    ASSERT_TRUE(Told(after, last, &commits).ok());
    ASSERT_EQ(commits.size(), static_cast<size_t>(last - after));
    EXPECT_TRUE(commits.empty() || commits.front().revision == after + 1);
  }
}

TEST_F(Replay, EndsBeforeTheFirstRevisionThatDoesNotFit) {
  for (const Revision damaged : {450, 201, 3, 1}) {
    // Its last version in the order of names, and then its entry: the one before counts.
    const std::string name = ledger_->CommitAt(damaged)->records.back().resource;
    Overwrite(VersionKey(name, damaged), "x");
    Commits commits;
    const absl::Status status = Told(0, kRevisions, &commits);
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
    EXPECT_THAT(std::string(status.message()),
                HasSubstr("revision " + std::to_string(damaged) + ":"));
    EXPECT_EQ(commits.size(), static_cast<size_t>(damaged - 1));
  }
}

TEST_F(Replay, TellsOfAnEntryThatIsMissing) {
  ASSERT_TRUE(store_->Write({{}, {EntryKey(77)}}).ok());
  Commits commits;
  EXPECT_THAT(std::string(Told(0, kRevisions, &commits).message()), HasSubstr("revision 77:"));
  EXPECT_EQ(commits.size(), 76u);
}

TEST_F(Replay, TellsOfAnEntryThatDoesNotLink) {
  // Whole in itself, but of another chain.
  Entry entry = DecodeEntry(100, *store_->Get(EntryKey(100))).value();
  entry.chain.previous_hash = std::string(kHashSize, 'x');
  entry.chain.hash = HashOf(entry.chain);
  Overwrite(EntryKey(100), EncodeEntry(entry));
  Commits commits;
  EXPECT_THAT(std::string(Told(0, kRevisions, &commits).message()),
              HasSubstr("revision 100: it does not link"));
  EXPECT_EQ(commits.size(), 99u);
}

TEST_F(Replay, TellsEveryObserverAtOnce) {
  Listener first, second;
  const auto replayed = ledger_->AddObservers({&first, &second});
  ASSERT_TRUE(replayed.ok());
  EXPECT_EQ(replayed->revisions, kRevisions);
  int64_t versions = 0;
  for (const ledger::Commit& commit : first.commits)
    versions += static_cast<int64_t>(commit.records.size());
  EXPECT_EQ(replayed->versions, versions);
  EXPECT_EQ(first.revisions(), second.revisions());
  Put("plans/energy", "new");
  EXPECT_EQ(first.commits.back().revision, kRevisions + 1);
  EXPECT_EQ(second.commits.back().revision, kRevisions + 1);
  ledger_ = nullptr;  // before those that listen
}

}  // namespace
}  // namespace sheaf::ledger
