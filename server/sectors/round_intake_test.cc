// Reporting rounds as the secretariat opens, changes and closes them, and what is refused.
#include "server/sectors/intake_fixture.h"

namespace sheaf::sectors {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class RoundIntakeTest : public IntakeTest {
 protected:
  RoundIntakeTest() { RecordMemberStates(); }

  // A round that is right but for what `further` says otherwise.
  static v1::OpenRoundRequest Asking(const std::string& further = "") {
    auto request = FromText<v1::OpenRoundRequest>(R"pb(
      round {
        name: "rounds/t-2024"
        title: "Transport, 2024"
        period: "2024"
        sectors: "transport"
        member_states: "LAO"
        member_states: "THA"
        asks_bodies: true
        open_date: "2024-05-01"
        deadline: "2024-06-30"
        note: "Milestones, please."
      }
    )pb");
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(further, &request)) << further;
    return request;
  }

  absl::StatusOr<ledger::Receipt> Open(const v1::OpenRoundRequest& request,
                                       const std::string& today = "2024-05-01") {
    return TryCommit(AcceptRound(intake(), request, PartialDate::Parse(today).value()));
  }
  absl::StatusOr<ledger::Receipt> Change(const std::string& text) {
    return TryCommit(AcceptRoundChange(intake(), FromText<v1::ChangeRoundRequest>(text)));
  }
  absl::StatusOr<ledger::Receipt> Close(const std::string& further = "") {
    return TryCommit(AcceptRoundClosing(
        intake(), FromText<v1::CloseRoundRequest>("name: 'rounds/t-2024' " + further)));
  }
  v1::ReportingRound Kept() const { return Read("rounds/t-2024").round(); }
};

TEST_F(RoundIntakeTest, IsKeptAsItWasAskedFor) {
  ASSERT_TRUE(Open(Asking()).ok());
  const v1::ReportingRound round = Kept();
  EXPECT_EQ(round.title(), "Transport, 2024");
  EXPECT_EQ(round.member_states_size(), 2);
  EXPECT_EQ(round.deadline(), "2024-06-30");
  EXPECT_FALSE(round.closed());
  EXPECT_EQ(round.actor(), "tester");
}

TEST_F(RoundIntakeTest, WithoutADayItIsOpenFromTheDayOfOpening) {
  v1::OpenRoundRequest request = Asking();
  request.mutable_round()->clear_open_date();
  ASSERT_TRUE(Open(request, "2024-05-03").ok());
  EXPECT_EQ(Kept().open_date(), "2024-05-03");
  const auto again = Open(request, "2024-05-09");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->results.front().outcome, ledger::Outcome::kUnchanged);
  EXPECT_EQ(Kept().open_date(), "2024-05-03");
}

TEST_F(RoundIntakeTest, TellsAllThatIsWrongAtOnce) {
  const auto refused = Open(FromText<v1::OpenRoundRequest>(R"pb(
                         round {
                           name: "round/1"
                           period: "2024-13"
                           sectors: "transprt"
                           sectors: "energy"
                           sectors: "energy"
                           member_states: "XXX"
                           open_date: "2024-05"
                           deadline: "someday"
                         }
                       )pb"))
                           .status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(refused), "INVALID_ROUND");
  EXPECT_THAT(
      refused,
      AllOf(HasProblem(kNoRow, "name", "rounds/energy-2026-h1"),
            HasProblem(kNoRow, "title", "required"),
            HasProblem(kNoRow, "period", "'2024-13' is not a reporting period"),
            HasProblem(
                kNoRow, "sectors",
                "'transprt' is no sector with a manifest; the sectors are energy and transport"),
            HasProblem(kNoRow, "sectors", "'energy' is given twice"),
            HasProblem(kNoRow, "member_states", "IDN, LAO or THA"),
            HasProblem(kNoRow, "open_date", "'2024-05' is not a date to the day"),
            HasProblem(kNoRow, "deadline", "'someday' is not a date to the day")));
}

TEST_F(RoundIntakeTest, NeedsSectorsAPeriodAndADeadline) {
  const auto refused =
      Open(FromText<v1::OpenRoundRequest>("round { name: 'rounds/x' title: 'X' }")).status();
  EXPECT_THAT(refused, AllOf(HasProblem(kNoRow, "sectors", "is empty"),
                             HasProblem(kNoRow, "period", "is empty"),
                             HasProblem(kNoRow, "deadline", "is empty")));
}

TEST_F(RoundIntakeTest, ADeadlineBeforeTheOpeningIsRefused) {
  EXPECT_THAT(Open(Asking("round { deadline: '2024-04-30' }")).status(),
              HasProblem(kNoRow, "deadline", "before the day from which answers count"));
  EXPECT_TRUE(Open(Asking("round { deadline: '2024-05-01' }")).ok()) << "the same day is enough";
}

TEST_F(RoundIntakeTest, AnIdThatIsTakenIsRefused) {
  ASSERT_TRUE(Open(Asking()).ok());
  const auto other = Open(Asking("round { title: 'Another' }")).status();
  EXPECT_EQ(other.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReasonOf(other), "ROUND_EXISTS");
  EXPECT_THAT(std::string(other.message()), HasSubstr("'Transport, 2024'"));
  const auto wrong_too = Open(Asking("round { title: 'Another' period: 'x' }")).status();
  EXPECT_THAT(wrong_too, AllOf(HasProblem(kNoRow, "period", "'x'"),
                               HasProblem(kNoRow, "name", "is there already")));
}

TEST_F(RoundIntakeTest, ClientsDoNotOpenClosedRounds) {
  ASSERT_TRUE(Open(Asking("round { closed: true }")).ok());
  EXPECT_FALSE(Kept().closed());
}

TEST_F(RoundIntakeTest, TitleDeadlineAndNoteCanBeChanged) {
  ASSERT_TRUE(Open(Asking()).ok());
  ASSERT_TRUE(Change("round { name: 'rounds/t-2024' deadline: '2024-07-31' }").ok());
  EXPECT_EQ(Kept().deadline(), "2024-07-31");
  EXPECT_EQ(Kept().title(), "Transport, 2024");
  ASSERT_TRUE(Change("round { name: 'rounds/t-2024' title: 'T' note: 'N' }").ok());
  EXPECT_EQ(Kept().title(), "T");
  EXPECT_EQ(Kept().note(), "N");
  EXPECT_EQ(Kept().deadline(), "2024-07-31");
}

TEST_F(RoundIntakeTest, WhatIsAskedOfWhomStays) {
  ASSERT_TRUE(Open(Asking()).ok());
  const auto refused = Change(R"pb(
                         round {
                           name: "rounds/t-2024"
                           period: "2025"
                           sectors: "energy"
                           member_states: "IDN"
                           open_date: "2024-05-02"
                           deadline: "2024-04-01"
                         }
                       )pb")
                           .status();
  EXPECT_THAT(refused, AllOf(HasProblem(kNoRow, "period", "is fixed"),
                             HasProblem(kNoRow, "sectors", "is fixed"),
                             HasProblem(kNoRow, "member_states", "is fixed"),
                             HasProblem(kNoRow, "open_date", "is fixed"),
                             HasProblem(kNoRow, "deadline", "before the day")));
  v1::ChangeRoundRequest as_read;
  *as_read.mutable_round() = Kept();
  as_read.mutable_round()->set_title("As it was read, with another title");
  EXPECT_TRUE(TryCommit(AcceptRoundChange(intake(), as_read)).ok());
}

TEST_F(RoundIntakeTest, AnotherEtagIsAborted) {
  ASSERT_TRUE(Open(Asking()).ok());
  const std::string etag = Kept().etag();
  ASSERT_TRUE(Change("round { name: 'rounds/t-2024' title: 'T' } etag: '" + etag + "'").ok());
  EXPECT_TRUE(absl::IsAborted(
      Change("round { name: 'rounds/t-2024' title: 'U' } etag: '" + etag + "'").status()));
  EXPECT_TRUE(absl::IsAborted(Close("etag: '" + etag + "'").status()));
}

TEST_F(RoundIntakeTest, AClosedRoundStaysAsItIs) {
  ASSERT_TRUE(Open(Asking()).ok());
  ASSERT_TRUE(Close().ok());
  EXPECT_TRUE(Kept().closed());
  const ledger::Revision closed = Kept().revision();
  const auto again = Close();
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->results.front().outcome, ledger::Outcome::kUnchanged);
  EXPECT_EQ(Kept().revision(), closed);
  const auto change = Change("round { name: 'rounds/t-2024' title: 'T' }").status();
  EXPECT_EQ(change.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(change), "ROUND_CLOSED");
  EXPECT_EQ(ReasonOf(Open(Asking()).status()), "ROUND_EXISTS") << "nor is it opened again";
}

TEST_F(RoundIntakeTest, ARoundThatIsNotThereIsNeitherChangedNorClosed) {
  const auto change = Change("round { name: 'rounds/t-2024' title: 'T' }").status();
  EXPECT_EQ(change.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(change), "ROUND_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Close().status()), "ROUND_NOT_FOUND");
}

TEST_F(RoundIntakeTest, ARequestThatWasMadeIsAnsweredAgain) {
  ASSERT_TRUE(Open(Asking("request_id: 'a'")).ok());
  const std::string change =
      "round { name: 'rounds/t-2024' title: 'T' } etag: '" + Kept().etag() + "' request_id: 'b'";
  ASSERT_TRUE(Change(change).ok());
  ASSERT_TRUE(Close().ok());
  Intake mine = intake();
  mine.actor = "tester";
  const auto again = TryCommit(AcceptRoundChange(mine, FromText<v1::ChangeRoundRequest>(change)));
  EXPECT_TRUE(again.ok()) << again.status();
  const auto opened =
      TryCommit(AcceptRound(mine, Asking("request_id: 'a'"), PartialDate::Of(2024, 5, 1)));
  EXPECT_TRUE(opened.ok()) << opened.status();
}

TEST_F(RoundIntakeTest, IsNotWithdrawn) {
  ASSERT_TRUE(Open(Asking()).ok());
  const auto refused =
      TryCommit(AcceptWithdrawal(intake(), FromText<v1::WithdrawRequest>(
                                               "resource: 'rounds/t-2024' reason: 'x'")))
          .status();
  EXPECT_THAT(refused, HasProblem(kNoRow, "resource", "close it"));
}

}  // namespace
}  // namespace sheaf::sectors
