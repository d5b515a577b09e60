#include "server/reports/state.h"

#include "server/reports/report_fixture.h"

namespace sheaf::reports {
namespace {

// One line, X, of which much is said.
class StateTest : public ReportFixture {
 protected:
  StateTest() {
    PutManifest(EnergyManifest());
    PutMembers({"KHM", "LAO", "THA"});
    PutLine("X");
  }
  v1::CanonicalState On(std::string_view day) { return StateOn(day, "X").state; }
};

TEST_F(StateTest, ALineOfWhichNothingIsSaidIsNotReported) {
  const LineState state = StateOn("2024-06-30", "X");
  EXPECT_EQ(state.state, v1::CANONICAL_STATE_UNSPECIFIED);
  EXPECT_EQ(state.headline, v1::HEADLINE_NOT_REPORTED);
  EXPECT_FALSE(state.reported);
}

TEST_F(StateTest, TheLatestDateDecidesWhateverTheOrderOfRecording) {
  Say("X", "completed", "2023-05");
  Say("X", "on_going", "2021");
  EXPECT_EQ(On("2024-06-30"), v1::COMPLETED);
}

TEST_F(StateTest, ADateSortsAsItsLastDay) {
  Say("X", "completed", "2020");
  Say("X", "on_going", "2020-11-24");
  EXPECT_EQ(On("2024-06-30"), v1::COMPLETED);
}

TEST_F(StateTest, AnUndatedFactComesBeforeAllDatedOnes) {
  Say("X", "on_going", "1999");
  Say("X", "completed");
  EXPECT_EQ(On("2024-06-30"), v1::IN_PROGRESS);
}

TEST_F(StateTest, AnUndatedFactAloneDecides) {
  Say("X", "completed");
  EXPECT_EQ(On("1990-01-01"), v1::COMPLETED);
}

TEST_F(StateTest, TiesGoToTheLaterRevision) {
  Say("X", "completed", "2020-12-31");
  Commit();
  Say("X", "on_going", "2020");
  EXPECT_EQ(On("2024-06-30"), v1::IN_PROGRESS);
}

TEST_F(StateTest, TiesWithinARevisionGoToTheLaterRow) {
  Say("X", "on_going", "2020");
  Say("X", "completed", "2020");
  EXPECT_EQ(On("2024-06-30"), v1::COMPLETED);
}

TEST_F(StateTest, WhatHasNotHappenedYetDoesNotCount) {
  Say("X", "on_going", "2023");
  Say("X", "completed", "2024");
  EXPECT_EQ(On("2024-06-30"), v1::IN_PROGRESS);
  EXPECT_EQ(On("2024-12-31"), v1::COMPLETED);
}

TEST_F(StateTest, AnEventLeavesTheState) {
  Say("X", "on_going", "2021");
  Say("X", "held", "2023");
  const LineState state = StateOn("2024-06-30", "X");
  EXPECT_EQ(state.state, v1::IN_PROGRESS);
  EXPECT_EQ(state.last_word, Day("2023"));
  EXPECT_EQ(state.since, Day("2021"));
}

TEST_F(StateTest, ALineWithEventsOnlyIsNotReported) {
  Say("X", "held", "2023");
  const LineState state = StateOn("2024-06-30", "X");
  EXPECT_EQ(state.headline, v1::HEADLINE_NOT_REPORTED);
  EXPECT_TRUE(state.events_only);
}

TEST_F(StateTest, AnExpectationIsNeverAFact) {
  Say("X", "planned", "2020");
  const LineState state = StateOn("2024-06-30", "X");
  EXPECT_EQ(state.headline, v1::HEADLINE_NOT_REPORTED);
  EXPECT_EQ(state.expected, Day("2020"));
  EXPECT_FALSE(state.reported);
  EXPECT_FALSE(state.events_only);
}

TEST_F(StateTest, AnExpectationMayLieAhead) {
  Say("X", "planned", "2030");
  EXPECT_EQ(StateOn("2024-06-30", "X").expected, Day("2030"));
}

TEST_F(StateTest, TheExpectationRecordedLastIsInForce) {
  Say("X", "planned", "2026");
  Commit();
  Say("X", "planned", "2025");
  EXPECT_EQ(StateOn("2024-06-30", "X").expected, Day("2025"));
}

TEST_F(StateTest, TheRegionsExpectationComesBeforeThoseOfMemberStates) {
  Say("X", "planned", "2025");
  Say("X", "planned", "2027", "KHM");
  EXPECT_EQ(StateOn("2024-06-30", "X").expected, Day("2025"));
}

TEST_F(StateTest, OneWordMayMeanDifferentThingsForDifferentInstruments) {
  PutLine("Treaty", "level: 'action' instrument_type: BINDING");
  PutLine("Guideline", "level: 'action' instrument_type: NON_BINDING");
  Say("Treaty", "signed", "2020");
  Say("Guideline", "signed", "2020");
  EXPECT_EQ(StateOn("2024-06-30", "Treaty").state, v1::IN_PROGRESS);
  EXPECT_EQ(StateOn("2024-06-30", "Guideline").state, v1::COMPLETED);
}

TEST_F(StateTest, ARegionalFactDecidesEvenOverLaterOnesOfMemberStates) {
  Say("X", "completed", "2020");
  Say("X", "on_going", "2023", "KHM");
  EXPECT_EQ(On("2024-06-30"), v1::COMPLETED);
}

TEST_F(StateTest, CompletedWhenAllParticipantsAre) {
  Say("X", "completed", "2020", "KHM");
  Say("X", "completed", "2021", "LAO");
  EXPECT_EQ(On("2024-06-30"), v1::IN_PROGRESS);
  Say("X", "completed", "2022", "THA");
  EXPECT_EQ(On("2024-06-30"), v1::COMPLETED);
  EXPECT_EQ(On("2021-12-31"), v1::IN_PROGRESS);
}

TEST_F(StateTest, SubstantiallyCompletedParticipantsMakeTheLineSo) {
  for (const char* code : {"KHM", "LAO"}) Say("X", "completed", "2020", code);
  Say("X", "substantially_completed", "2020", "THA");
  EXPECT_EQ(On("2024-06-30"), v1::SUBSTANTIALLY_COMPLETED);
}

TEST_F(StateTest, NotStartedWhenNoneHasBegun) {
  Say("X", "not_started", "2020", "KHM");
  Say("X", "postponed", "2020", "LAO");
  EXPECT_EQ(On("2024-06-30"), v1::NOT_STARTED);
  Say("X", "on_going", "2020", "THA");
  EXPECT_EQ(On("2024-06-30"), v1::IN_PROGRESS);
}

TEST_F(StateTest, ParticipantsAreThoseTheLineNames) {
  PutLine("Minus-X", "level: 'action' member_states: 'KHM' member_states: 'THA'");
  Say("Minus-X", "completed", "2020", "KHM");
  Say("Minus-X", "completed", "2020", "THA");
  EXPECT_EQ(StateOn("2024-06-30", "Minus-X").state, v1::COMPLETED);
}

TEST_F(StateTest, ParticipantsAreTheMembersOfTheDay) {
  PutMembers({"TLS"}, "2025-10-26");
  for (const char* code : {"KHM", "LAO", "THA"}) Say("X", "completed", "2020", code);
  EXPECT_EQ(On("2025-10-25"), v1::COMPLETED);
  EXPECT_EQ(On("2025-10-26"), v1::IN_PROGRESS);
}

TEST_F(StateTest, AReportOfAStateThatTakesNoPartDoesNotCount) {
  PutLine("Minus-X", "level: 'action' member_states: 'KHM'");
  Say("Minus-X", "completed", "2020", "THA");
  const LineState state = StateOn("2024-06-30", "Minus-X");
  EXPECT_EQ(state.headline, v1::HEADLINE_NOT_REPORTED);
  EXPECT_TRUE(state.stranger);
}

TEST_F(StateTest, AParticipantThatWithdrewIsNoParticipant) {
  Say("X", "withdrawn", "2020", "KHM");
  EXPECT_EQ(On("2024-06-30"), v1::CANONICAL_STATE_UNSPECIFIED) << "the others have said nothing";
  Say("X", "completed", "2020", "LAO");
  Say("X", "completed", "2020", "THA");
  EXPECT_EQ(On("2024-06-30"), v1::COMPLETED);
}

TEST_F(StateTest, ALineThatAllParticipantsLeftIsExcluded) {
  for (const char* code : {"KHM", "LAO", "THA"}) Say("X", "withdrawn", "2020", code);
  EXPECT_EQ(StateOn("2024-06-30", "X").headline, v1::HEADLINE_EXCLUDED);
}

TEST_F(StateTest, TwoStatesUnderOneDateContradict) {
  Say("X", "completed", "2023-05-01");
  Say("X", "on_going", "2023-05-01", "KHM");
  EXPECT_FALSE(StateOn("2024-06-30", "X").contradicts) << "two speakers";
  Say("X", "on_going", "2023-05");
  EXPECT_FALSE(StateOn("2024-06-30", "X").contradicts) << "another date";
  Say("X", "held", "2023-05-01");
  EXPECT_FALSE(StateOn("2024-06-30", "X").contradicts) << "an event";
  Say("X", "pending", "2023-05-01");
  EXPECT_TRUE(StateOn("2024-06-30", "X").contradicts);
}

TEST_F(StateTest, UndatedFactsDoNotContradict) {
  Say("X", "completed");
  Say("X", "on_going");
  EXPECT_FALSE(StateOn("2024-06-30", "X").contradicts);
}

TEST_F(StateTest, AnUnknownWordSetsNoState) {
  Say("X", "on_going", "2021");
  Say("X", "gone_fishing", "2023");
  const LineState state = StateOn("2024-06-30", "X");
  EXPECT_EQ(state.state, v1::IN_PROGRESS);
  EXPECT_TRUE(state.unknown_word);
}

TEST_F(ReportFixture, WithoutRegisteredMembersNothingIsCompleteByMemberStates) {
  PutManifest(EnergyManifest());
  PutLine("X");
  Say("X", "completed", "2020", "KHM");
  EXPECT_EQ(StateOn("2024-06-30", "X").state, v1::IN_PROGRESS);
}

TEST_F(ReportFixture, APlanWithoutASectorSpeaksInCanonicalStates) {
  Put("plans/iai", PlanOf("", "IAI"));
  PutLine("iai/I-1", "level: 'measure'");
  Say("iai/I-1", "partially_completed", "2020");
  EXPECT_EQ(StateOn("2024-06-30", "I-1").state, v1::PARTIALLY_COMPLETED);
}

}  // namespace
}  // namespace sheaf::reports
