#include <algorithm>

#include "server/sectors/intake_fixture.h"
#include "server/sectors/limits.h"

namespace sheaf::sectors {
namespace {

using ledger::Outcome;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;

class PlanIntakeTest : public IntakeTest {
 protected:
  absl::Status Refused(std::vector<v1::Line> lines, const std::string& sector = "transport") {
    const auto accepted = AcceptPlan(intake(), PlanNamed("roads", sector), lines);
    EXPECT_EQ(accepted.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(ReasonOf(accepted.status()), "INVALID_PLAN");
    return accepted.status();
  }

  // RoadLines with `change` made to the line of `row`.
  template <typename Change>
  absl::Status RefusedWith(int row, Change change) {
    std::vector<v1::Line> lines = RoadLines();
    change(lines[row]);
    return Refused(lines);
  }
};

TEST_F(PlanIntakeTest, APlanIsThereWithAllItsLines) {
  const auto accepted = AcceptPlan(intake(), PlanNamed("roads", "transport"), RoadLines());
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_THAT(accepted->names,
              ElementsAre("plans/roads/lines/W", "plans/roads/lines/G", "plans/roads/lines/A1",
                          "plans/roads/lines/M1", "plans/roads/lines/A2"));
  Commit(accepted);
  EXPECT_EQ(Read("plans/roads").plan().sector(), "transport");
  EXPECT_EQ(Read("plans/roads/lines/A2").line().position(), 4);
  EXPECT_EQ(Read("plans/roads/lines/A2").line().parent_code(), "G");
}

TEST_F(PlanIntakeTest, TheSamePlanAgainChangesNothing) {
  const ledger::Revision first = ImportRoads().revision;
  const ledger::Receipt again = ImportRoads();
  EXPECT_EQ(again.revision, first);
  EXPECT_THAT(again.results, Each(Field(&ledger::Receipt::Result::outcome, Outcome::kUnchanged)));
}

TEST_F(PlanIntakeTest, ParentsMayComeAfterTheirChildren) {
  std::vector<v1::Line> lines = RoadLines();
  std::reverse(lines.begin(), lines.end());
  EXPECT_TRUE(AcceptPlan(intake(), PlanNamed("roads", "transport"), lines).ok());
}

TEST_F(PlanIntakeTest, ATitleIsTheIdUntilOneIsGivenAndThenStays) {
  ImportRoads();
  EXPECT_EQ(Read("plans/roads").plan().title(), "roads");
  v1::ImportPlanRequest titled = PlanNamed("roads", "transport");
  titled.mutable_plan()->set_title("Roads 2030");
  Commit(AcceptPlan(intake(), titled, RoadLines()));
  Commit(AcceptPlan(intake(), PlanNamed("roads", ""), RoadLines()));
  EXPECT_EQ(Read("plans/roads").plan().title(), "Roads 2030");
  EXPECT_EQ(Read("plans/roads").plan().sector(), "transport");
}

TEST_F(PlanIntakeTest, LinesThatAreGoneVanishAndComeBack) {
  ImportRoads();
  std::vector<v1::Line> fewer = RoadLines();
  fewer.pop_back();
  const auto accepted = AcceptPlan(intake(), PlanNamed("roads", "transport"), fewer);
  ASSERT_TRUE(accepted.ok());
  EXPECT_THAT(accepted->vanished, ElementsAre("plans/roads/lines/A2"));
  Commit(accepted);
  EXPECT_TRUE(Read("plans/roads/lines/A2").line().vanished());
  const auto again = AcceptPlan(intake(), PlanNamed("roads", "transport"), fewer);
  EXPECT_THAT(again->vanished, ElementsAre());
  ImportRoads();
  EXPECT_FALSE(Read("plans/roads/lines/A2").line().vanished());
}

TEST_F(PlanIntakeTest, APlanKeepsItsSector) {
  ImportRoads();
  EXPECT_THAT(Refused(RoadLines(), "energy"),
              HasProblem(kNoRow, "plan.sector", "belongs to sector transport"));
}

TEST_F(PlanIntakeTest, AnUnknownSectorIsRefused) {
  const auto accepted = AcceptPlan(intake(), PlanNamed("roads", "transprt"), RoadLines());
  EXPECT_EQ(ReasonOf(accepted.status()), "UNKNOWN_SECTOR");
  EXPECT_THAT(accepted.status(),
              HasProblem(kNoRow, "plan.sector", "the sectors are energy and transport"));
}

TEST_F(PlanIntakeTest, APlanNameMustBeOne) {
  const auto accepted = AcceptPlan(intake(), PlanNamed("land roads", "transport"), RoadLines());
  EXPECT_THAT(accepted.status(), HasProblem(kNoRow, "plan.name", "plans/*"));
}

TEST_F(PlanIntakeTest, AnImportWithoutLinesIsRefusedRatherThanVanishingAll) {
  EXPECT_THAT(Refused({}), HasProblem(kNoRow, "lines", "has no line"));
}

TEST_F(PlanIntakeTest, TheLevelsOfASectorAreNotThePlansToSay) {
  v1::ImportPlanRequest request = PlanNamed("roads", "transport");
  request.mutable_plan()->add_levels()->set_id("goal");
  const auto accepted = AcceptPlan(intake(), request, RoadLines());
  EXPECT_THAT(accepted.status(), HasProblem(kNoRow, "plan.levels", "leave them out"));
}

TEST_F(PlanIntakeTest, AParentLineMustBeThere) {
  ImportRoads();
  v1::ImportPlanRequest child = PlanNamed("bridges", "");
  std::vector<v1::Line> lines = {Line("B", "", "measure")};
  lines[0].set_name("plans/bridges/lines/B");
  child.mutable_plan()->set_parent_line("plans/roads/lines/A9");
  EXPECT_THAT(AcceptPlan(intake(), child, lines).status(),
              HasProblem(kNoRow, "plan.parent_line", "there is no line"));
  child.mutable_plan()->set_parent_line("plans/bridges/lines/B");
  EXPECT_THAT(AcceptPlan(intake(), child, lines).status(),
              HasProblem(kNoRow, "plan.parent_line", "no line of another plan"));
  child.mutable_plan()->set_parent_line("plans/roads/lines/A1");
  Commit(AcceptPlan(intake(), child, lines));
  child.mutable_plan()->clear_parent_line();
  Commit(AcceptPlan(intake(), child, lines));
  EXPECT_EQ(Read("plans/bridges").plan().parent_line(), "plans/roads/lines/A1");
}

TEST_F(PlanIntakeTest, AnEtagOfAnotherVersionIsAborted) {
  const ledger::Receipt first = ImportRoads();
  v1::ImportPlanRequest request = PlanNamed("roads", "transport");
  request.set_etag(Read("plans/roads").plan().etag());
  EXPECT_TRUE(TryCommit(AcceptPlan(intake(), request, RoadLines())).ok());
  request.set_etag("r" + std::to_string(first.revision - 1));
  EXPECT_TRUE(absl::IsAborted(TryCommit(AcceptPlan(intake(), request, RoadLines())).status()));
  request.set_etag("yesterday");
  EXPECT_THAT(AcceptPlan(intake(), request, RoadLines()).status(),
              HasProblem(kNoRow, "etag", "'yesterday' is not an etag"));
}

TEST_F(PlanIntakeTest, ARepeatedRequestIdWithOtherLinesIsAnotherRequest) {
  v1::ImportPlanRequest request = PlanNamed("roads", "transport");
  request.set_request_id("import-1");
  const auto first = AcceptPlan(intake(), request, RoadLines());
  const auto same = AcceptPlan(intake(), request, RoadLines());
  std::vector<v1::Line> other_lines = RoadLines();
  other_lines[0].set_title("Other");
  const auto other = AcceptPlan(intake(), request, other_lines);
  EXPECT_EQ(first->request.request_id, "import-1");
  EXPECT_EQ(first->request.request_digest, same->request.request_digest);
  EXPECT_NE(first->request.request_digest, other->request.request_digest);
}

TEST_F(PlanIntakeTest, ADuplicateLineCodeIsToldAtEachOfItsRows) {
  std::vector<v1::Line> lines = RoadLines();
  lines.push_back(Line("A1", "G", "action"));
  const absl::Status status = Refused(lines);
  EXPECT_THAT(status, HasProblem(2, "name", "line code 'A1' is given to 2 lines"));
  EXPECT_THAT(status, HasProblem(5, "name", "line code 'A1' is given to 2 lines"));
}

TEST_F(PlanIntakeTest, AParentMustExist) {
  EXPECT_THAT(RefusedWith(2, [](auto& line) { line.set_parent_code("G9"); }),
              HasProblem(2, "parent_code", "there is no line 'G9' in this import"));
}

TEST_F(PlanIntakeTest, ParentsMayNotGoRoundInACircle) {
  std::vector<v1::Line> lines = RoadLines();
  lines.push_back(Line("M2", "M3", "milestone"));
  lines.push_back(Line("M3", "M4", "milestone"));
  lines.push_back(Line("M4", "M2", "milestone"));
  lines.push_back(Line("M5", "M4", "milestone"));
  const absl::Status status = Refused(lines);
  EXPECT_THAT(status, HasProblem(5, "parent_code", "M2 under M3 under M4 under M2"));
  EXPECT_EQ(ProblemsOf(status).size(), 1u) << status;
}

TEST_F(PlanIntakeTest, ALineMayNotStandUnderItself) {
  EXPECT_THAT(RefusedWith(3, [](auto& line) { line.set_parent_code("M1"); }),
              HasProblem(3, "parent_code", "circle: M1 under M1"));
}

TEST_F(PlanIntakeTest, ALevelMustBeOneOfTheSectors) {
  EXPECT_THAT(
      RefusedWith(2, [](auto& line) { line.set_level("acton"); }),
      HasProblem(2, "level",
                 "'acton' is no level of sector transport; the levels are workstream, goal"));
  EXPECT_THAT(RefusedWith(2, [](auto& line) { line.set_level(""); }),
              HasProblem(2, "level", "is empty; the levels are"));
}

TEST_F(PlanIntakeTest, ALevelMustStandUnderOneThatItMay) {
  EXPECT_THAT(RefusedWith(3, [](auto& line) { line.set_parent_code("W"); }),
              HasProblem(3, "level", "may stand under action or milestone, but W above it"));
  EXPECT_THAT(RefusedWith(3, [](auto& line) { line.set_parent_code(""); }),
              HasProblem(3, "parent_code", "stands under action or milestone"));
  std::vector<v1::Line> lines = RoadLines();
  lines.push_back(Line("W2", "W", "workstream"));
  EXPECT_THAT(Refused(lines), HasProblem(5, "level", "stands at the top"));
}

TEST_F(PlanIntakeTest, ALineOfAnotherPlanIsRefused) {
  EXPECT_THAT(RefusedWith(2, [](auto& line) { line.set_name("plans/rail/lines/A1"); }),
              HasProblem(2, "name", "A1 is a line of plans/rail; import it with that plan"));
  EXPECT_THAT(RefusedWith(2, [](auto& line) { line.set_name("A1"); }),
              HasProblem(2, "name", "write plans/roads/lines/"));
  EXPECT_THAT(RefusedWith(4, [](auto& line) { line.set_name("plans/roads/lines/A 2"); }),
              HasProblem(4, "name", "line code 'A 2' is not usable"));
}

TEST_F(PlanIntakeTest, DatesMustBeDates) {
  EXPECT_THAT(RefusedWith(2, [](auto& line) { line.set_planned_start("2020-13"); }),
              HasProblem(2, "planned_start", "'2020-13' is not a date"));
  EXPECT_THAT(RefusedWith(2, [](auto& line) { line.set_planned_end("soon"); }),
              HasProblem(2, "planned_end", "'soon' is not a date"));
}

TEST_F(PlanIntakeTest, DatesTheWrongWayRoundAreNoted) {
  std::vector<v1::Line> lines = RoadLines();
  lines[2].set_planned_start("2026");
  lines[2].set_planned_end("2025");
  const auto accepted = AcceptPlan(intake(), PlanNamed("roads", "transport"), lines);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_THAT(accepted->notes, Contains(HasSubstr("A1 is planned to end (2025) before")));
}

TEST_F(PlanIntakeTest, ParticipantsMustBeMemberStates) {
  EXPECT_THAT(RefusedWith(2, [](auto& line) { line.add_member_states("Laos"); }),
              HasProblem(2, "member_states", "'Laos' is no member state; write its ISO 3166-1"));
  RecordMemberStates();
  EXPECT_THAT(RefusedWith(2, [](auto& line) { line.add_member_states("FRA"); }),
              HasProblem(2, "member_states", "IDN, LAO or THA"));
  EXPECT_THAT(RefusedWith(4, [](auto& line) { line.add_member_states("THA"); }),
              HasProblem(4, "member_states", "listed twice"));
}

TEST_F(PlanIntakeTest, ATitleIsRequiredAndHasAnEnd) {
  EXPECT_THAT(RefusedWith(2, [](auto& line) { line.clear_title(); }),
              HasProblem(2, "title", "is empty"));
  EXPECT_THAT(
      RefusedWith(2, [](auto& line) { line.set_title(std::string(kTitleMaxBytes + 1, 'x')); }),
      HasProblem(2, "title", "has 501 bytes; shorten it to at most 500"));
}

TEST_F(PlanIntakeTest, TextsMustBeText) {
  EXPECT_THAT(RefusedWith(2, [](auto& line) { line.set_title(std::string("a\0b", 3)); }),
              HasProblem(2, "title", "NUL byte (character 2)"));
  EXPECT_THAT(RefusedWith(2, [](auto& line) { line.set_title("a\x1b[31m"); }),
              HasProblem(2, "title", "control character 0x1B"));
  EXPECT_THAT(RefusedWith(2, [](auto& line) { line.set_lead_body("S\xe9nat"); }),
              HasProblem(2, "lead_body", "is not UTF-8"));
}

TEST_F(PlanIntakeTest, DeclaredAttributesHaveTheirTypes) {
  const auto with = [this](const char* id, const char* value) {
    return RefusedWith(2, [&](auto& line) { (*line.mutable_attributes())[id] = value; });
  };
  EXPECT_THAT(with("budget", "much"),
              HasProblem(2, "attributes[budget]", "'much' is not a number"));
  EXPECT_THAT(with("due", "2020-02-30"), HasProblem(2, "attributes[due]", "is not a date"));
  EXPECT_THAT(with("mode", "air"), HasProblem(2, "attributes[mode]", "choices are road and rail"));
}

TEST_F(PlanIntakeTest, OtherAttributesAreKeptWithANote) {
  std::vector<v1::Line> lines = RoadLines();
  (*lines[2].mutable_attributes())["budget"] = "12.5";
  (*lines[2].mutable_attributes())["sector_hint"] = "other";
  (*lines[3].mutable_attributes())["empty"] = "";
  const auto accepted = AcceptPlan(intake(), PlanNamed("roads", "transport"), lines);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_THAT(accepted->notes, ElementsAre(HasSubstr("declared what they hold: sector_hint")));
  Commit(accepted);
  EXPECT_EQ(Read("plans/roads/lines/A1").line().attributes().at("sector_hint"), "other");
  EXPECT_EQ(Read("plans/roads/lines/M1").line().attributes().size(), 0u);
}

TEST_F(PlanIntakeTest, AllProblemsAreToldAtOnceAndNothingIsWritten) {
  std::vector<v1::Line> lines = RoadLines();
  lines[0].clear_title();
  lines[2].set_planned_start("x");
  lines[3].set_level("y");
  lines[4].set_parent_code("z");
  const ledger::Revision before = ledger_->Head();
  EXPECT_EQ(ProblemsOf(Refused(lines)).size(), 4u);
  EXPECT_EQ(ledger_->Head(), before);
}

class SectorlessPlanTest : public IntakeTest {
 protected:
  ledger::Receipt Import(const v1::ImportPlanRequest& request) {
    return Commit(AcceptPlan(intake(), request, lines_));
  }
  std::string Levels() {
    std::string text;
    const v1::Plan plan = Read("plans/roads").plan();
    for (const auto& level : plan.levels()) {
      text += level.id() + (level.heading() ? "(heading) " : " ");
    }
    return text;
  }

  std::vector<v1::Line> lines_ = {Line("P", "", "pillar"), Line("A", "P", "area"),
                                  Line("M", "A", "measure"), Line("M2", "P", "measure"),
                                  Line("S", "M", "measure")};
};

TEST_F(SectorlessPlanTest, LevelsAreThoseOfItsLinesInOrder) {
  Import(PlanNamed("roads", ""));
  EXPECT_EQ(Levels(), "pillar area measure ");
}

TEST_F(SectorlessPlanTest, HeadingsAreSaidOnceAndStay) {
  v1::ImportPlanRequest request = PlanNamed("roads", "");
  auto* level = request.mutable_plan()->add_levels();
  level->set_id("pillar");
  level->set_heading(true);
  Import(request);
  EXPECT_EQ(Levels(), "pillar(heading) area measure ");
  const ledger::Receipt again = Import(PlanNamed("roads", ""));
  EXPECT_EQ(Levels(), "pillar(heading) area measure ");
  EXPECT_EQ(again.results[0].outcome, Outcome::kUnchanged);
}

TEST_F(SectorlessPlanTest, ALevelThatNoLineHasIsNoted) {
  v1::ImportPlanRequest request = PlanNamed("roads", "");
  request.mutable_plan()->add_levels()->set_id("chapter");
  const auto accepted = AcceptPlan(intake(), request, lines_);
  EXPECT_THAT(accepted->notes, ElementsAre(HasSubstr("no line is of level chapter")));
}

TEST_F(SectorlessPlanTest, ALevelIsAWordInSnakeCase) {
  lines_[1].set_level("Strategic area");
  EXPECT_THAT(AcceptPlan(intake(), PlanNamed("roads", ""), lines_).status(),
              HasProblem(1, "level", "lower snake case"));
  lines_[1].clear_level();
  EXPECT_THAT(AcceptPlan(intake(), PlanNamed("roads", ""), lines_).status(),
              HasProblem(1, "level", "is empty"));
}

}  // namespace
}  // namespace sheaf::sectors
