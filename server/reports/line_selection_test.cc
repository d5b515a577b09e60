#include "server/reports/line_selection.h"

#include <gmock/gmock.h>

#include "server/reports/report_fixture.h"

namespace sheaf::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Lines of the plan "energy" that a filter, in text format, lets through.
class LineSelectionTest : public ReportFixture {
 protected:
  LineSelectionTest() {
    PutManifest(EnergyManifest());
    PutMembers({"KHM", "LAO", "THA"});
  }

  SelectedLines Look(const std::string& filter_text, std::string_view effective = "2024-06-30",
                     std::string_view after = "", LookLimits limits = {100, 100}) {
    const model::View view = Now();
    const auto filter = FromText<v1::LineFilter>(filter_text);
    const LineSelection selection(view, view, manifests_, filter, Day(effective));
    return selection.Select(view.Plans().front(), after, limits);
  }
  std::vector<std::string> Codes(const std::string& filter,
                                 std::string_view effective = "2024-06-30") {
    return Look(filter, effective).codes;
  }
};

TEST_F(LineSelectionTest, GivesCodesInByteOrderWhateverThePlansOrder) {
  for (const char* code : {"B", "a", "A-1", "A"}) PutLine(code);
  EXPECT_THAT(Codes(""), ElementsAre("A", "A-1", "B", "a"));
}

TEST_F(LineSelectionTest, EveryFieldThatIsSetMustFitAndOneOfItsValuesIsEnough) {
  PutLine("A", "level: \"action\" tags: \"grid\" tags: \"acts\"");
  PutLine("B", "level: \"activity\" tags: \"grid\"");
  PutLine("C", "level: \"area\" tags: \"acts\"");
  EXPECT_THAT(Codes("levels: 'action' levels: 'area'"), ElementsAre("A", "C"));
  EXPECT_THAT(Codes("levels: 'action' levels: 'area' tags: 'grid'"), ElementsAre("A"));
}

TEST_F(LineSelectionTest, TheStateIsThatOfTheEffectiveDate) {
  PutLine("A");
  PutLine("B");
  Say("A", "on_going", "2020");
  Say("A", "completed", "2024-01");
  EXPECT_THAT(Codes("states: 'completed'"), ElementsAre("A"));
  EXPECT_THAT(Codes("states: 'completed'", "2023-12-31"), IsEmpty());
  EXPECT_THAT(Codes("states: 'in_progress'", "2023-12-31"), ElementsAre("A"));
  EXPECT_THAT(Codes("states: 'not_reported'"), ElementsAre("B"));
}

TEST_F(LineSelectionTest, ALineThatNamesNoStatesIsOpenToTheMembersOfTheDay) {
  PutMembers({"TLS"}, "2025-10-26");
  PutLine("A");
  PutLine("B", "member_states: 'KHM' member_states: 'LAO'");
  EXPECT_THAT(Codes("member_states: 'LAO'"), ElementsAre("A", "B"));
  EXPECT_THAT(Codes("member_states: 'THA'"), ElementsAre("A"));
  EXPECT_THAT(Codes("member_states: 'TLS'"), IsEmpty());
  EXPECT_THAT(Codes("member_states: 'TLS'", "2025-10-26"), ElementsAre("A"));
}

TEST_F(LineSelectionTest, TheLeadBodyIsTheLinesOwnOrThatOfTheNearestLineAbove) {
  PutLine("A", "level: 'area' lead_body: 'HAPUA'");
  PutLine("A-1", "level: 'action' parent_code: 'A'");
  PutLine("A-1-a", "level: 'activity' parent_code: 'A-1'");
  PutLine("A-2", "level: 'action' parent_code: 'A' lead_body: 'ACE'");
  PutLine("B", "level: 'area'");
  EXPECT_THAT(Codes("lead_bodies: 'HAPUA'"), ElementsAre("A", "A-1", "A-1-a"));
  EXPECT_THAT(Codes("lead_bodies: 'ACE'"), ElementsAre("A-2"));
}

TEST_F(LineSelectionTest, PlannedTimesThatTouchTheTimeAskedForFit) {
  PutLine("A", "planned_start: '2016' planned_end: '2020-06'");
  PutLine("B", "planned_end: '2021'");
  PutLine("C", "planned_start: '2020-07-01'");
  PutLine("D");
  EXPECT_THAT(Codes("planned_from: '2020-06-30' planned_to: '2020-06-30'"), ElementsAre("A"));
  EXPECT_THAT(Codes("planned_from: '2020-07'"), ElementsAre("B", "C"));
  EXPECT_THAT(Codes("planned_to: '2020'"), ElementsAre("A", "C"));
  EXPECT_THAT(Codes("planned_from: '2020' planned_to: '2021-01-01'"), ElementsAre("A", "B", "C"));
}

TEST_F(LineSelectionTest, AChangeIsTheLinesOwnOrAnUpdates) {
  for (const char* code : {"A", "B", "C", "D"}) PutLine(code);
  Say("D", "on_going", "2020");
  const ledger::Revision before = Commit();
  PutLine("B", "level: 'activity'");
  Say("C", "on_going", "2020");
  next_.Withdraw("plans/energy/lines/D/updates/u0");
  Commit();
  const std::string since = "changed_since_revision: " + std::to_string(before);
  EXPECT_THAT(Codes(since), ElementsAre("B", "C", "D"));
  EXPECT_THAT(Codes(since + " levels: 'activity'"), ElementsAre("B"));
}

TEST_F(LineSelectionTest, StopsAtItsLimitsAndGoesOnFromThere) {
  for (const char* code : {"A", "B", "C", "D", "E"}) PutLine(code, "level: 'action'");
  const SelectedLines found = Look("levels: 'action'", "2024-06-30", "", {2, 100});
  EXPECT_THAT(found.codes, ElementsAre("A", "B"));
  EXPECT_EQ(found.last, "B");
  EXPECT_TRUE(found.more);
  const SelectedLines looked = Look("levels: 'area'", "2024-06-30", found.last, {2, 2});
  EXPECT_THAT(looked.codes, IsEmpty());
  EXPECT_EQ(looked.last, "D");
  EXPECT_EQ(looked.looked_at, 2u);
  EXPECT_TRUE(looked.more);
  EXPECT_FALSE(Look("levels: 'action'", "2024-06-30", looked.last).more);
}

TEST_F(LineSelectionTest, KnowsTheWordOfEveryState) {
  EXPECT_EQ(StateWord(v1::PARTIALLY_COMPLETED), "partially_completed");
  EXPECT_EQ(StateWord(v1::CANONICAL_STATE_UNSPECIFIED), "not_reported");
  EXPECT_EQ(StateWords().size(), static_cast<size_t>(v1::CanonicalState_ARRAYSIZE));
}

}  // namespace
}  // namespace sheaf::reports
