#include "server/reports/line_findings.h"

#include <gmock/gmock.h>

#include "server/reports/report_fixture.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class LineFindingsTest : public ReportFixture {
 protected:
  LineFindingsTest() {
    PutManifest(EnergyManifest());
    PutMembers({"KHM", "LAO", "THA"});
  }
  // The findings of one rule.
  std::vector<v1::Finding> Found(std::string_view rule, size_t most = 100) {
    FindingList findings(most);
    for (const PlanAssessment& plan : Assess("2024-06-30")) {
      FindInLines(*view_, plan, Day("2024-06-30"), &findings);
    }
    FindShared(shared_, &findings);
    std::vector<v1::Finding> found = findings.Take();
    std::erase_if(found, [&](const v1::Finding& finding) { return finding.rule() != rule; });
    return found;
  }
};

TEST_F(LineFindingsTest, AVanishedLineIsFoundWithTheLastWordSaidOnIt) {
  PutLine("A", "level: 'action' title: 'Roaming tariffs'");
  Say("A", "on_going", "2021-05");
  Say("A", "planned", "2030");
  Commit();
  next_.Vanish("plans/energy/lines/A");
  const auto found = Found(kVanishedRule);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(
      found[0].text(),
      "APAEC: A 'Roaming tariffs' is no longer in the plan's latest import. The last word on it: "
      "'on_going' of 2021-05. Say whether it was completed, merged or withdrawn.");
  EXPECT_EQ(found[0].records(0), "plans/energy/lines/A");
  EXPECT_EQ(found[0].records(1), "plans/energy/lines/A/updates/u0");
  EXPECT_EQ(found[0].sector(), "energy");
}

TEST_F(LineFindingsTest, ALineNoLongerReportedIsFoundWithTheWordBefore) {
  PutLine("A");
  Say("A", "on_going", "2019");
  Say("A", "no_longer_reported", "2022");
  const auto found = Found(kNoLongerReportedRule);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].text(), HasSubstr("The last word on it: 'on_going' of 2019."));
}

TEST_F(LineFindingsTest, LinesWithEventsOnlyAreListedTogether) {
  PutLine("A");
  PutLine("B");
  PutLine("C");
  Say("A", "held", "2019");
  Say("B", "held", "2020");
  const auto found = Found(kEventsOnlyRule);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].text(), HasSubstr("2 lines of which only events are known"));
  EXPECT_THAT(found[0].text(), HasSubstr(": A, B."));
}

TEST_F(LineFindingsTest, TwoStatesOnOneDayAreAnError) {
  PutLine("A");
  Say("A", "completed", "2023-05-01", "KHM");
  Say("A", "on_going", "2023-05-01", "KHM");
  const auto found = Found(kContradictionRule);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity(), v1::ERROR);
  EXPECT_THAT(found[0].text(),
              HasSubstr("is both 'completed' (Completed) and 'on_going' (In progress) "
                        "for KHM under the date 2023-05-01"));
  EXPECT_THAT(found[0].records(), SizeIs(3));
}

TEST_F(LineFindingsTest, TwoStatesInOneYearMayHaveFollowedEachOther) {
  PutLine("A");
  Say("A", "on_going", "2023");
  Say("A", "completed", "2023");
  const auto found = Found(kContradictionRule);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity(), v1::NOTE);
}

TEST_F(LineFindingsTest, ACompletedParentWithOpenChildrenDoesNotAddUp) {
  PutLine("PH1", "level: 'area'");
  PutLine("A", "level: 'action' parent_code: 'PH1'");
  PutLine("B", "level: 'action' parent_code: 'PH1'");
  PutLine("C", "level: 'action' parent_code: 'PH1'");
  Say("PH1", "completed", "2020");
  Say("A", "completed", "2020");
  Say("B", "cancelled", "2020");
  const auto found = Found(kRollUpRule);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity(), v1::WARNING);
  EXPECT_THAT(found[0].text(), HasSubstr("PH1 'Title of PH1' is reported as completed, but of the "
                                         "counted lines below it 1 of 3 are not"));
}

TEST_F(LineFindingsTest, ACompletedParentWithChildrenDoneOrExcludedAddsUp) {
  PutLine("PH1", "level: 'area'");
  PutLine("A", "level: 'action' parent_code: 'PH1'");
  PutLine("B", "level: 'action' parent_code: 'PH1'");
  Say("PH1", "completed", "2020");
  Say("A", "completed", "2020");
  Say("B", "cancelled", "2020");
  EXPECT_THAT(Found(kRollUpRule), IsEmpty());
}

TEST_F(LineFindingsTest, ALineThatCountsByItselfMayBeDoneBeforeThoseBelowIt) {
  for (const char* code : {"A", "B"}) {
    PutLine(code);
    PutLine(std::string(code) + "1", "level: 'activity' parent_code: '" + std::string(code) + "'");
    Say(code, "completed", "2020");
  }
  const auto found = Found(kRollUpRule);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity(), v1::NOTE);
  EXPECT_THAT(found[0].text(), HasSubstr("2 lines reported as completed"));
  EXPECT_THAT(found[0].text(), HasSubstr(": A, B."));
}

TEST_F(LineFindingsTest, WordsAndStatesThatDoNotBelongAreFound) {
  PutLine("A", "level: 'action' member_states: 'KHM'");
  Say("A", "gone_fishing", "2020");
  Say("A", "completed", "2020", "THA");
  EXPECT_THAT(Found(kUnknownWordRule), SizeIs(1));
  EXPECT_THAT(Found(kParticipantsRule), SizeIs(1));
}

TEST_F(LineFindingsTest, ASharedInitiativeIsListedWithWhereItCounts) {
  Put("plans/trade", PlanOf("", "Trade"));
  PutLine("E-1", "level: 'action' shared_initiative: 'ACTS'");
  PutLine("trade/T-1", "level: 'measure' shared_initiative: 'ACTS'");
  const auto found = Found(kSharedRule);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].text(),
            "Shared initiatives: 'ACTS' is counted once, at E-1 in plan 'energy'; not "
            "counted again at T-1 in plan 'trade'.");
}

TEST_F(LineFindingsTest, ManyOfAKindAreCountedNotListed) {
  for (int i = 0; i < 12; ++i) {
    const std::string code = "L" + std::to_string(i);
    PutLine(code);
    Say(code, "no_longer_reported", "2022");
  }
  const auto found = Found(kNoLongerReportedRule, 10);
  ASSERT_THAT(found, SizeIs(11));
  EXPECT_EQ(found.back().text(), "APAEC: 2 more of this kind, of 12 in all");
}

TEST_F(LineFindingsTest, NothingIsFoundWhereNothingIsWrong) {
  PutLine("A");
  Say("A", "on_going", "2023");
  FindingList findings(10);
  for (const PlanAssessment& plan : Assess("2024-06-30")) {
    FindInLines(*view_, plan, Day("2024-06-30"), &findings);
  }
  EXPECT_THAT(findings.Take(), IsEmpty());
}

TEST(FindingList, ErrorsComeFirstThenByRule) {
  FindingList findings(10);
  findings.About("Energy", "energy");
  findings.Add("b-v1", v1::NOTE, "b", {});
  findings.Add("c-v1", v1::ERROR, "c", {});
  findings.Add("a-v1", v1::NOTE, "a", {});
  const auto found = findings.Take();
  ASSERT_THAT(found, SizeIs(3));
  EXPECT_EQ(found[0].rule(), "c-v1");
  EXPECT_EQ(found[1].rule(), "a-v1");
  EXPECT_EQ(found[2].rule(), "b-v1");
}

}  // namespace
}  // namespace sheaf::reports
