#include "server/reports/timeliness.h"

#include "server/reports/report_fixture.h"

namespace sheaf::reports {
namespace {

LineState InProgress(std::string_view last_word = "2020") {
  LineState state;
  state.state = v1::IN_PROGRESS;
  state.headline = v1::HEADLINE_IN_PROGRESS;
  state.last_word = Day(last_word);
  return state;
}

model::LineRow EndingOn(std::string_view planned_end) {
  model::LineRow line;
  line.planned_end = Day(planned_end);
  return line;
}

TEST(Overdue, WhenThePlannedEndHasPassed) {
  EXPECT_EQ(OverdueSince(EndingOn("2023"), InProgress(), Day("2024-01-01")), Day("2023-12-31"));
  EXPECT_FALSE(OverdueSince(EndingOn("2023"), InProgress(), Day("2023-12-31")).stated());
  EXPECT_FALSE(OverdueSince(EndingOn(""), InProgress(), Day("2023-12-31")).stated());
}

TEST(Overdue, WhenTheExpectedDateHasPassed) {
  LineState state = InProgress();
  state.expected = Day("2022-06");
  EXPECT_EQ(OverdueSince(EndingOn(""), state, Day("2024-01-01")), Day("2022-06-30"));
}

TEST(Overdue, SinceTheEarlierOfTheTwo) {
  LineState state = InProgress();
  state.expected = Day("2022");
  EXPECT_EQ(OverdueSince(EndingOn("2020"), state, Day("2024-01-01")), Day("2020-12-31"));
  state.expected = Day("2030");
  EXPECT_EQ(OverdueSince(EndingOn("2020"), state, Day("2024-01-01")), Day("2020-12-31"))
      << "a later expectation does not undo the plan";
}

TEST(Overdue, NeverWhenCompletedOrExcluded) {
  LineState state;
  for (const auto headline : {v1::HEADLINE_COMPLETED, v1::HEADLINE_EXCLUDED}) {
    state.headline = headline;
    EXPECT_FALSE(OverdueSince(EndingOn("2020"), state, Day("2024-01-01")).stated());
  }
  state.headline = v1::HEADLINE_NOT_REPORTED;
  EXPECT_TRUE(OverdueSince(EndingOn("2020"), state, Day("2024-01-01")).stated());
}

TEST(Stale, WhenTheLastWordIsOlderThanAllowed) {
  EXPECT_TRUE(IsStale(InProgress("2022-06-30"), 18, Day("2024-01-01")));
  EXPECT_FALSE(IsStale(InProgress("2022-07-01"), 18, Day("2024-01-01")));
  EXPECT_FALSE(IsStale(InProgress("2022"), 18, Day("2024-06-30"))) << "2022 may mean its last day";
}

TEST(Stale, OnlyOpenLinesAre) {
  LineState state = InProgress("2015");
  state.headline = v1::HEADLINE_NOT_STARTED;
  EXPECT_TRUE(IsStale(state, 24, Day("2024-01-01")));
  for (const auto headline :
       {v1::HEADLINE_COMPLETED, v1::HEADLINE_EXCLUDED, v1::HEADLINE_NOT_REPORTED}) {
    state.headline = headline;
    EXPECT_FALSE(IsStale(state, 24, Day("2024-01-01")));
  }
}

TEST(Stale, NotWithoutADatedWordOrACadence) {
  EXPECT_FALSE(IsStale(InProgress(""), 24, Day("2024-01-01")));
  EXPECT_FALSE(IsStale(InProgress("2015"), 0, Day("2024-01-01")));
}

TEST(Stale, TheManifestSaysWhenElseTwiceTheCadence) {
  v1::Cadence cadence;
  EXPECT_EQ(StaleAfterMonths(cadence), 0);
  cadence.set_months(12);
  EXPECT_EQ(StaleAfterMonths(cadence), 24);
  cadence.set_stale_after_months(15);
  EXPECT_EQ(StaleAfterMonths(cadence), 15);
}

TEST(AddMonths, KeepsTheDayWhereTheMonthHasIt) {
  EXPECT_EQ(AddMonths(Day("2023-11-30"), 3), Day("2024-02-29"));
  EXPECT_EQ(AddMonths(Day("2023-12-31"), 12), Day("2024-12-31"));
  EXPECT_EQ(AddMonths(Day("2023-01-15"), 24), Day("2025-01-15"));
}

TEST_F(ReportFixture, OverdueAndStaleLinesAreCountedLines) {
  PutManifest(EnergyManifest());
  PutLine("PH1", "level: 'area' planned_end: '2020'");
  PutLine("A", "level: 'action' planned_end: '2020'");
  PutLine("B");
  PutLine("C");
  Say("A", "on_going", "2023-12");
  Say("B", "on_going", "2019");
  Say("C", "on_going");
  const auto plans = Assess("2024-06-30");
  ASSERT_EQ(plans[0].overdue.size(), 1u);
  EXPECT_EQ(view_->Text(plans[0].tree.lines[plans[0].overdue[0]].code), "A");
  ASSERT_EQ(plans[0].stale.size(), 1u);
  EXPECT_EQ(view_->Text(plans[0].tree.lines[plans[0].stale[0]].code), "B");
  EXPECT_EQ(plans[0].undated, 1);
}

}  // namespace
}  // namespace sheaf::reports
