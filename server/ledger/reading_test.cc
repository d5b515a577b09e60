#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/ledger/ledger_fixture.h"

namespace sheaf::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class LedgerReading : public LedgerTest {
 protected:
  std::vector<std::string> Names(const Ledger::Listing& listing, Revision as_of) {
    std::vector<std::string> names;
    const auto records = ledger_->List(listing, as_of);
    EXPECT_TRUE(records.ok()) << records.status();
    for (const Record& record : *records) names.push_back(record.resource);
    return names;
  }
};

TEST_F(LedgerReading, GetsARecordAsItWas) {
  Put("plans/energy", "a");
  Put("plans/ict", "x");
  Put("plans/energy", "b");
  EXPECT_EQ(ledger_->Get("plans/energy", 0).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(PayloadAt("plans/energy", 1), "a");
  EXPECT_EQ(PayloadAt("plans/energy", 2), "a");
  EXPECT_EQ(PayloadAt("plans/energy", 3), "b");
  EXPECT_EQ(PayloadAt("plans/energy", 1000), "b");
}

TEST_F(LedgerReading, SaysWhichRecordIsNotThere) {
  Put("plans/energy", "a");
  for (const char* name : {"plans/ict", "plans/energ", "plans/energy2", "plans/energy/lines/x"}) {
    const auto record = ledger_->Get(name, 1);
    EXPECT_EQ(record.status().code(), absl::StatusCode::kNotFound) << name;
    EXPECT_EQ(ReasonOf(record.status()), "RECORD_NOT_FOUND");
  }
}

TEST_F(LedgerReading, GetsManyAsTheyWere) {
  Put("plans/energy", "a");
  Put("plans/ict", "x");
  Put("plans/energy", "b");
  const std::vector<std::string> names = {"plans/ict", "plans/faf", "plans/energy"};
  const auto then = ledger_->GetMany(names, 1).value();
  ASSERT_EQ(then.size(), 3u);
  EXPECT_FALSE(then[0].has_value());
  EXPECT_FALSE(then[1].has_value());
  EXPECT_EQ(then[2]->payload, "a");
  const auto now = ledger_->GetMany(names, 3).value();
  EXPECT_EQ(now[0]->payload, "x");
  EXPECT_FALSE(now[1].has_value());
  EXPECT_EQ(now[2]->payload, "b");
}

TEST_F(LedgerReading, GetsWhatWasJustCommittedFromMemory) {
  Put("plans/energy", "a");
  Put("plans/energy", "b");
  const auto record = ledger_->GetInMemory("plans/energy", 2);
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(record->payload, "b");
  EXPECT_EQ(record->previous, 1);
  EXPECT_FALSE(ledger_->GetInMemory("plans/ict", 2).has_value());
}

// What it was before takes a search, which may have to wait.
TEST_F(LedgerReading, GetsFromMemoryNothingButTheLatestVersion) {
  Put("plans/energy", "a");
  Put("plans/energy", "b");
  EXPECT_FALSE(ledger_->GetInMemory("plans/energy", 1).has_value());
}

TEST_F(LedgerReading, TellsAHistoryFromTheOldestVersionOn) {
  Put("plans/energy", "a");
  Put("plans/energy", "b");
  ASSERT_TRUE(Commit({Make("plans/energy", "", WriteMode::kWithdraw)}).ok());
  Put("plans/energy-2", "other");
  const std::vector<Record> history = ledger_->History("plans/energy", 4).value();
  ASSERT_EQ(history.size(), 3u);
  EXPECT_EQ(history[0].payload, "a");
  EXPECT_EQ(history[1].payload, "b");
  EXPECT_EQ(history[2].verb, Verb::kWithdraw);
  for (size_t i = 0; i < history.size(); ++i) {
    EXPECT_EQ(history[i].previous, static_cast<Revision>(i));
  }
  EXPECT_EQ(ledger_->History("plans/energy", 2)->size(), 2u);
  EXPECT_EQ(ledger_->History("plans/faf", 4).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(LedgerReading, ListsNamesInByteOrder) {
  for (const char* name :
       {"plans/b", "plans/a", "plans/a.1", "plans/B", "plans/a-1", "plans/a_1", "plans/a0"}) {
    Put(name, "x");
  }
  EXPECT_THAT(Names({"plans/", 2, "", 100}, 7),
              ElementsAre("plans/B", "plans/a", "plans/a-1", "plans/a.1", "plans/a0", "plans/a_1",
                          "plans/b"));
}

TEST_F(LedgerReading, ListsOneDepthAtATime) {
  ASSERT_TRUE(Commit({Make("plans/p", "x"), Make("plans/p/lines/1", "x"),
                      Make("plans/p/lines/1/updates/u", "x"), Make("plans/p/lines/2", "x"),
                      Make("plans/p/lines/2/updates/v", "x"), Make("plans/q/lines/3", "x")})
                  .ok());
  EXPECT_THAT(Names({"plans/", 2, "", 100}, 1), ElementsAre("plans/p"));
  EXPECT_THAT(Names({"plans/p/lines/", 4, "", 100}, 1),
              ElementsAre("plans/p/lines/1", "plans/p/lines/2"));
  EXPECT_THAT(Names({"plans/p/lines/", 6, "", 100}, 1),
              ElementsAre("plans/p/lines/1/updates/u", "plans/p/lines/2/updates/v"));
  EXPECT_THAT(Names({"plans/p/lines/2/", 6, "", 100}, 1), ElementsAre("plans/p/lines/2/updates/v"));
  EXPECT_THAT(Names({"", 4, "", 100}, 1),
              ElementsAre("plans/p/lines/1", "plans/p/lines/2", "plans/q/lines/3"));
  EXPECT_THAT(Names({"plans/", 8, "", 100}, 1), IsEmpty());
  EXPECT_THAT(Names({"plans/", 0, "", 100}, 1), IsEmpty());
  EXPECT_THAT(Names({"plans/", 300, "", 100}, 1), IsEmpty());
}

TEST_F(LedgerReading, ListsWhatWasThereAsOfARevision) {
  Put("plans/b", "1");                                                  // 1
  Put("plans/a", "2");                                                  // 2
  Put("plans/b", "3");                                                  // 3
  ASSERT_TRUE(Commit({Make("plans/a", "", WriteMode::kVanish)}).ok());  // 4
  EXPECT_THAT(Names({"plans/", 2, "", 100}, 0), IsEmpty());
  EXPECT_THAT(Names({"plans/", 2, "", 100}, 1), ElementsAre("plans/b"));
  EXPECT_THAT(Names({"plans/", 2, "", 100}, 2), ElementsAre("plans/a", "plans/b"));
  EXPECT_EQ(ledger_->List({"plans/", 2, "", 100}, 2)->at(1).payload, "1");
  EXPECT_EQ(ledger_->List({"plans/", 2, "", 100}, 3)->at(1).payload, "3");
  EXPECT_FALSE(ledger_->List({"plans/", 2, "", 100}, 4)->at(0).live());
}

TEST_F(LedgerReading, ListsAsOfARevisionAmongManyVersions) {
  for (int i = 1; i <= 20; ++i) {
    ASSERT_TRUE(
        Commit({Make("plans/a", std::to_string(i)), Make("plans/b", std::to_string(i))}).ok());
  }
  for (const Revision as_of : {1, 7, 20}) {
    const auto records = ledger_->List({"plans/", 2, "", 100}, as_of).value();
    ASSERT_EQ(records.size(), 2u);
    EXPECT_EQ(records[0].payload, std::to_string(as_of));
    EXPECT_EQ(records[1].payload, std::to_string(as_of));
  }
}

TEST_F(LedgerReading, ListsPageByPage) {
  std::vector<std::string> expected;
  for (int i = 10; i < 35; ++i) {
    expected.push_back("plans/p/lines/" + std::to_string(i));
    Put(expected.back(), "x");
    Put(expected.back(), "y");
    Put(expected.back() + "/updates/u", "x");
  }
  std::vector<std::string> found;
  Ledger::Listing listing{"plans/p/lines/", 4, "", 10};
  for (auto page = Names(listing, 75); !page.empty(); page = Names(listing, 75)) {
    EXPECT_LE(page.size(), 10u);
    found.insert(found.end(), page.begin(), page.end());
    listing.start_after = page.back();
  }
  EXPECT_EQ(found, expected);
}

TEST_F(LedgerReading, StartsAfterANameThatIsNotThere) {
  for (const char* name : {"plans/a", "plans/c"}) Put(name, "x");
  EXPECT_THAT(Names({"plans/", 2, "plans/b", 100}, 2), ElementsAre("plans/c"));
  EXPECT_THAT(Names({"plans/", 2, "a", 100}, 2), ElementsAre("plans/a", "plans/c"));
  EXPECT_THAT(Names({"plans/", 2, "z", 100}, 2), IsEmpty());
  EXPECT_THAT(Names({"plans/", 2, "", 0}, 2), IsEmpty());
}

TEST_F(LedgerReading, FindsTheRevisionOfATime) {
  EXPECT_EQ(ledger_->RevisionAt(kNoon).value(), 0);
  Put("plans/energy", "a");  // at noon
  Put("plans/energy", "b");  // at noon
  clock_.Advance(100);
  Put("plans/energy", "c");
  EXPECT_EQ(ledger_->RevisionAt(kNoon - 1).value(), 0);
  EXPECT_EQ(ledger_->RevisionAt(kNoon).value(), 2);
  EXPECT_EQ(ledger_->RevisionAt(kNoon + 99).value(), 2);
  EXPECT_EQ(ledger_->RevisionAt(kNoon + 100).value(), 3);
  EXPECT_EQ(ledger_->RevisionAt(kNoon + 1000).value(), 3);
}

TEST_F(LedgerReading, FindsTheTimeOfARevision) {
  Put("plans/energy", "a");
  clock_.Advance(100);
  Put("plans/energy", "b");
  EXPECT_EQ(ledger_->TimeOf(0).value(), 0);
  EXPECT_EQ(ledger_->TimeOf(1).value(), kNoon);
  EXPECT_EQ(ledger_->TimeOf(2).value(), kNoon + 100);
  EXPECT_EQ(ledger_->TimeOf(3).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ledger_->TimeOf(-1).status().code(), absl::StatusCode::kOutOfRange);
}

TEST_F(LedgerReading, TellsWhatARevisionChangedInTheOrderOfTheRequest) {
  clock_.Advance(7);
  ASSERT_TRUE(Commit({Make("plans/b", "1"), Make("plans/a", "2")}).ok());
  const ledger::Commit commit = ledger_->CommitAt(1).value();
  EXPECT_EQ(commit.revision, 1);
  EXPECT_EQ(commit.commit_time, kNoon + 7);
  ASSERT_EQ(commit.records.size(), 2u);
  EXPECT_EQ(commit.records[0].resource, "plans/b");
  EXPECT_EQ(commit.records[1].payload, "2");
  EXPECT_EQ(ledger_->CommitAt(0).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ledger_->CommitAt(2).status().code(), absl::StatusCode::kOutOfRange);
}

TEST_F(LedgerReading, TellsALargeRevisionInParts) {
  ASSERT_TRUE(Commit({Make("plans/b", "1"), Make("plans/a", "2"), Make("plans/c", "3")}).ok());
  const auto names = [this](size_t start, size_t limit) {
    std::vector<std::string> found;
    const ledger::Commit part = *ledger_->CommitPartAt(1, start, limit);
    for (const Record& record : part.records) found.push_back(record.resource);
    return found;
  };
  EXPECT_THAT(names(0, 2), ElementsAre("plans/b", "plans/a"));
  EXPECT_THAT(names(2, 2), ElementsAre("plans/c"));
  EXPECT_THAT(names(3, 2), IsEmpty());
  EXPECT_THAT(names(1, SIZE_MAX), ElementsAre("plans/a", "plans/c"));
  EXPECT_EQ(ledger_->CommitPartAt(2, 0, 1).status().code(), absl::StatusCode::kOutOfRange);
}

TEST_F(LedgerReading, KeepsBytesOfEveryKind) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  Request request = RequestOf({Make("plans/energy", bytes)});
  request.actor = bytes;
  request.writes[0].reason = bytes;
  ASSERT_TRUE(Commit(request).ok());
  Open();
  const Record record = ledger_->Get("plans/energy", 1).value();
  EXPECT_EQ(record.payload, bytes);
  EXPECT_EQ(record.actor, bytes);
  EXPECT_EQ(record.reason, bytes);
}

}  // namespace
}  // namespace sheaf::ledger
