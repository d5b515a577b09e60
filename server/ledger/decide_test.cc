#include "server/ledger/decide.h"

#include <gtest/gtest.h>

#include <optional>

#include "server/base/status.h"

namespace sheaf::ledger {
namespace {

// What a record is before the write. Its payload is "same".
enum class State { kAbsent, kLive, kWithdrawn, kVanished };

std::optional<Record> RecordIn(State state) {
  if (state == State::kAbsent) return std::nullopt;
  Record record;
  record.resource = "plans/energy";
  record.revision = 7;
  record.payload = "same";
  record.verb = state == State::kLive        ? Verb::kReplace
                : state == State::kWithdrawn ? Verb::kWithdraw
                                             : Verb::kVanish;
  return record;
}

// What it comes to, in a word: the verb, "nothing", or the reason of the refusal.
std::string Result(const Write& write, State state) {
  const std::optional<Record> record = RecordIn(state);
  const auto decision = Decide(write, record ? &*record : nullptr);
  if (!decision.ok()) return ReasonOf(decision.status());
  if (decision->outcome == Outcome::kUnchanged) return "nothing";
  EXPECT_EQ(decision->outcome == Outcome::kCreated, state == State::kAbsent);
  switch (decision->verb) {
    case Verb::kCreate:
      return "create";
    case Verb::kReplace:
      return "replace";
    case Verb::kWithdraw:
      return "withdraw";
    case Verb::kVanish:
      return "vanish";
    case Verb::kReview:
      return "review";
  }
  return "?";
}

struct Row {
  WriteMode mode;
  std::string payload;
  std::string absent, live, withdrawn, vanished;
  std::string standing = {};
};

class Decides : public ::testing::TestWithParam<Row> {};

TEST_P(Decides, ByModePayloadAndState) {
  const Row& row = GetParam();
  const Write write{"plans/energy", row.mode, row.payload, "", std::nullopt, row.standing};
  EXPECT_EQ(Result(write, State::kAbsent), row.absent);
  EXPECT_EQ(Result(write, State::kLive), row.live);
  EXPECT_EQ(Result(write, State::kWithdrawn), row.withdrawn);
  EXPECT_EQ(Result(write, State::kVanished), row.vanished);
}

constexpr char kNotFound[] = "RECORD_NOT_FOUND";
constexpr char kExists[] = "RECORD_EXISTS";
constexpr char kTakenBack[] = "RECORD_WITHDRAWN";

INSTANTIATE_TEST_SUITE_P(
    All, Decides,
    ::testing::Values(
        Row{WriteMode::kCreate, "same", "create", "nothing", "nothing", "nothing"},
        Row{WriteMode::kCreate, "other", "create", kExists, kExists, kExists},
        Row{WriteMode::kReplace, "same", kNotFound, "nothing", "replace", "replace"},
        Row{WriteMode::kReplace, "other", kNotFound, "replace", "replace", "replace"},
        Row{WriteMode::kPut, "same", "create", "nothing", "replace", "replace"},
        Row{WriteMode::kPut, "other", "create", "replace", "replace", "replace"},
        Row{WriteMode::kWithdraw, "", kNotFound, "withdraw", "nothing", "withdraw"},
        Row{WriteMode::kVanish, "", kNotFound, "vanish", "nothing", "nothing"},
        Row{WriteMode::kReview, "", kNotFound, "nothing", kTakenBack, kTakenBack},
        Row{WriteMode::kReview, "", kNotFound, "review", kTakenBack, kTakenBack, "verified"},
        // Pushed again after it was checked: the same.
        Row{WriteMode::kCreate, "same", "create", "nothing", "nothing", "nothing", "verified"}));

Write Expecting(WriteMode mode, Revision expected) {
  return {"plans/energy", mode, "other", "", expected};
}

TEST(DecideWithEtag, GoesOnWhereTheVersionIsTheExpectedOne) {
  EXPECT_EQ(Result(Expecting(WriteMode::kReplace, 7), State::kLive), "replace");
  EXPECT_EQ(Result(Expecting(WriteMode::kPut, 7), State::kVanished), "replace");
  EXPECT_EQ(Result(Expecting(WriteMode::kWithdraw, 7), State::kLive), "withdraw");
}

TEST(DecideWithEtag, RefusesAnotherVersionInEveryMode) {
  for (const auto mode : {WriteMode::kCreate, WriteMode::kReplace, WriteMode::kPut,
                          WriteMode::kWithdraw, WriteMode::kVanish, WriteMode::kReview}) {
    EXPECT_EQ(Result(Expecting(mode, 6), State::kLive), "ETAG_MISMATCH");
    EXPECT_EQ(Result(Expecting(mode, 6), State::kWithdrawn), "ETAG_MISMATCH");
  }
}

TEST(DecideWithEtag, RefusesEvenWhereThePayloadIsTheSame) {
  const Write write{"plans/energy", WriteMode::kPut, "same", "", 6};
  EXPECT_EQ(Result(write, State::kLive), "ETAG_MISMATCH");
}

TEST(DecideWithEtag, TakesRevisionZeroForARecordThatIsNotThere) {
  EXPECT_EQ(Result(Expecting(WriteMode::kPut, 0), State::kAbsent), "create");
  EXPECT_EQ(Result(Expecting(WriteMode::kPut, 0), State::kLive), "ETAG_MISMATCH");
  EXPECT_EQ(Result(Expecting(WriteMode::kPut, 7), State::kAbsent), "ETAG_MISMATCH");
}

TEST(Decide, UsesTheCodesThatScriptsKnow) {
  const Record record = *RecordIn(State::kLive);
  EXPECT_EQ(Decide(Expecting(WriteMode::kPut, 6), &record).status().code(),
            absl::StatusCode::kAborted);
  EXPECT_EQ(Decide({"plans/energy", WriteMode::kCreate, "other", "", {}}, &record).status().code(),
            absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(Decide({"plans/energy", WriteMode::kReplace, "other", "", {}}, nullptr).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(Decide, SaysWhatToDo) {
  const Record record = *RecordIn(State::kLive);
  const std::string message(Decide(Expecting(WriteMode::kPut, 6), &record).status().message());
  EXPECT_EQ(message,
            "plans/energy is of revision 7, not of revision 6 as expected; read it again, and "
            "repeat the change on what it is now");
}

}  // namespace
}  // namespace sheaf::ledger
