#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "server/model/model_fixture.h"

namespace sheaf::model {
namespace {

using ledger::Revision;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(ModelTest, KnowsNothingAtRevisionZero) {
  const View view = model_.At(0);
  EXPECT_THAT(view.Plans(), IsEmpty());
  EXPECT_THAT(view.MemberStates(), IsEmpty());
  EXPECT_EQ(view.LastChangeOf(""), 0);
  EXPECT_EQ(view.Count().lines, 0);
}

TEST_F(ModelTest, GivesPlansInTheOrderOfTheirIds) {
  v1::Plan child = Plan("", "Power grid");
  child.set_parent_line("plans/energy/lines/A");
  child.add_levels()->set_id("area");
  next_.Put("plans/apg", child);
  Commit();
  const std::vector<PlanRow> plans = Now().Plans();
  ASSERT_EQ(plans.size(), 2u);
  EXPECT_EQ(plans[0].id, "apg");
  EXPECT_EQ(plans[0].sector, "");
  EXPECT_EQ(plans[0].parent_line, "plans/energy/lines/A");
  ASSERT_EQ(plans[0].levels.size(), 1u);
  EXPECT_EQ(plans[0].levels[0].id(), "area");
  EXPECT_EQ(plans[1].id, "energy");
  EXPECT_EQ(plans[1].title, "APAEC 2016-2025");
}

TEST_F(ModelTest, GivesWhatALineIsFoundByInEveryLanguage) {
  v1::Line line = Line(2, "Power grid", "");
  (*line.mutable_titles())["vi"] = "Luoi dien";
  next_.Put("plans/energy/lines/C", line);
  const Revision revision = Commit();
  line.set_title("Grid");
  next_.Put("plans/energy/lines/C", line);
  Commit();
  const auto titles = [this](const View& view) {
    std::vector<std::string> texts;
    view.ForEachTitled(view.Plans().front(), [&](const LineTitles& found) {
      if (view.Text(found.code) != "C") return;
      EXPECT_EQ(found.position, 2);
      texts.emplace_back(view.Text(found.title));
      for (const TextId title : found.titles) texts.emplace_back(view.Text(title));
    });
    return texts;
  };
  EXPECT_THAT(titles(model_.At(revision)), ElementsAre("Power grid", "Power grid", "Luoi dien"));
  EXPECT_THAT(titles(Now()), ElementsAre("Grid", "Grid", "Luoi dien"));
  EXPECT_THAT(titles(Now().In("vi")), ElementsAre("Luoi dien", "Grid", "Luoi dien"));
}

TEST_F(ModelTest, GivesTheBodiesAndMeetingsThatUpdatesName) {
  v1::Update update;
  update.set_reported_status("adopted");
  update.mutable_decision()->set_body("AMEM");
  update.mutable_decision()->set_meeting("AMEM-38");
  next_.Put("plans/energy/lines/A/updates/decided", update);
  Commit();
  std::vector<std::string> decisions;
  for (const DecisionRow& decision : Now().Decisions()) {
    decisions.push_back(std::string(Now().Text(decision.body)) + " " +
                        std::string(Now().Text(decision.meeting)));
  }
  EXPECT_THAT(decisions, ::testing::Contains("AMEM AMEM-38"));
}

TEST_F(ModelTest, GivesAllThatIsCountedOfALine) {
  v1::Line line = Line(2, "Agreement on trade", "B");
  line.set_level("activity");
  line.set_lead_body("SOME");
  line.set_instrument_type(v1::BINDING);
  line.set_planned_start("2016");
  line.set_planned_end("2025-06");
  line.add_member_states("LAO");
  line.add_member_states("THA");
  line.set_shared_initiative("acts");
  line.add_tags("trade");
  line.add_tags("grid");
  (*line.mutable_attributes())["proponent"] = "Singapore";
  (*line.mutable_attributes())["budget"] = "12.5";
  next_.Put("plans/energy/lines/C", line);
  const Revision revision = Commit();

  const View view = Now();
  const LineRow row = LineOf(view, "C");
  EXPECT_EQ(row.parent, LineOf(view, "B").id);
  EXPECT_EQ(row.revision, revision);
  EXPECT_EQ(view.Text(row.title), "Agreement on trade");
  EXPECT_EQ(view.Text(row.level), "activity");
  EXPECT_EQ(view.Text(row.lead_body), "SOME");
  EXPECT_EQ(view.Text(row.member_states), "LAO;THA");
  EXPECT_EQ(view.Text(row.shared_initiative), "acts");
  EXPECT_EQ(view.Text(row.tags), "trade;grid");
  EXPECT_EQ(view.Text(row.attributes), "budget=12.5\nproponent=Singapore");
  EXPECT_EQ(row.planned_start.ToString(), "2016");
  EXPECT_EQ(row.planned_end.ToString(), "2025-06");
  EXPECT_EQ(row.instrument_type, v1::BINDING);
  EXPECT_FALSE(row.vanished);
  EXPECT_EQ(view.NameOf(PlanOf(view, "energy"), row), "plans/energy/lines/C");
}

TEST_F(ModelTest, HoldsOnlyAttributesThatAManifestCouldDeclareAndThatAreShort) {
  v1::Line line = Line(2);
  (*line.mutable_attributes())["narrative"] = std::string(LineRow::kAttributeBytes + 1, 'x');
  (*line.mutable_attributes())["whole"] = std::string(LineRow::kAttributeBytes, 'x');
  (*line.mutable_attributes())["proponent=Singapore\nx"] = "a forged entry";
  (*line.mutable_attributes())["Remarks (2024)"] = "a column of some table";
  (*line.mutable_attributes())["note"] = "two\nlines=2";
  next_.Put("plans/energy/lines/C", line);
  Commit();
  EXPECT_EQ(Now().Text(LineOf(Now(), "C").attributes),
            "note=two lines=2\nwhole=" + std::string(LineRow::kAttributeBytes, 'x'));
}

TEST_F(ModelTest, GivesLinesInPlanOrderWhateverTheOrderOfTheirArrival) {
  next_.Put("plans/energy/lines/D", Line(3, "", "C")).Put("plans/energy/lines/C", Line(2));
  Commit();
  EXPECT_THAT(Codes(Now()), ElementsAre("A", "B", "C", "D"));
  EXPECT_EQ(LineOf(Now(), "D").parent, LineOf(Now(), "C").id);
  EXPECT_EQ(LineOf(Now(), "A").parent, LineRow::kNoLine);
}

TEST_F(ModelTest, TheSameCodeInTwoPlansIsTwoLines) {
  next_.Put("plans/ict", Plan("ict")).Put("plans/ict/lines/A", Line(0, "Roaming"));
  next_.Put("plans/ict/lines/A/updates/u", Update("launched"));
  Commit();
  EXPECT_EQ(Now().Text(LineOf(Now(), "A").title), "Interconnect");
  EXPECT_THAT(Statuses(Now()), IsEmpty());
  EXPECT_EQ(Now().Count().lines, 3);
}

TEST_F(ModelTest, AnImportedAgainPlanLeavesOldViewsAsTheyWere) {
  const View before = Now();
  next_.Put("plans/energy", Plan("energy", "APAEC, revised"))
      .Put("plans/energy/lines/A", Line(1, "Interconnection"))
      .Put("plans/energy/lines/B", Line(0, "Study"));
  Commit();
  EXPECT_THAT(Codes(before), ElementsAre("A", "B"));
  EXPECT_EQ(before.Text(LineOf(before, "A").title), "Interconnect");
  EXPECT_EQ(before.Plans()[0].title, "APAEC 2016-2025");
  EXPECT_THAT(Codes(Now()), ElementsAre("B", "A"));
  EXPECT_EQ(Now().Text(LineOf(Now(), "A").title), "Interconnection");
  EXPECT_EQ(LineOf(Now(), "A").id, LineOf(before, "A").id);
  EXPECT_EQ(LineOf(Now(), "B").parent, LineRow::kNoLine);
}

TEST_F(ModelTest, AVanishedLineIsShownAsSuchAndMayComeBack) {
  next_.Vanish("plans/energy/lines/B");
  const Revision vanished = Commit();
  next_.Put("plans/energy/lines/B", Line(1, "Study", "A"));
  const Revision back = Commit();
  EXPECT_THAT(Codes(model_.At(vanished - 1)), ElementsAre("A", "B"));
  EXPECT_THAT(Codes(model_.At(vanished)), ElementsAre("A", "B (vanished)"));
  EXPECT_EQ(LineOf(model_.At(vanished), "B").revision, vanished);
  EXPECT_EQ(LineOf(model_.At(vanished), "B").parent, LineOf(Now(), "A").id);
  EXPECT_THAT(Codes(model_.At(back)), ElementsAre("A", "B"));
  EXPECT_EQ(model_.At(vanished).Count().lines, 1);
  EXPECT_EQ(model_.At(back).Count().lines, 2);
}

TEST_F(ModelTest, AWithdrawnLineOrPlanIsNotSeen) {
  next_.Withdraw("plans/energy/lines/A");
  const Revision line = Commit();
  next_.Withdraw("plans/energy");
  const Revision plan = Commit();
  EXPECT_THAT(Codes(model_.At(line)), ElementsAre("B"));
  EXPECT_EQ(LineOf(model_.At(line), "B").parent, LineRow::kNoLine);
  EXPECT_THAT(model_.At(plan).Plans(), IsEmpty());
  EXPECT_EQ(model_.At(line).Plans().size(), 1u);
}

TEST_F(ModelTest, GivesAllThatIsCountedOfAnUpdate) {
  v1::Update update = Update("adopted", "2020-11-24");
  update.set_member_state("VNM");
  update.mutable_progress()->set_value(0);
  update.mutable_progress()->set_unit("score out of 5");
  update.mutable_decision()->set_body("AMEM");
  update.mutable_decision()->set_meeting("AMEM-38");
  next_.Put(std::string(kUpdates) + "5f1c00aa5f1c00aa5f1c", update)
      .Put(std::string(kUpdates) + "my-own.id", Update("started"));
  const Revision revision = Commit();

  const View view = Now();
  const std::vector<UpdateRow> rows = UpdatesOf(view, "A");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_TRUE(std::isnan(rows[0].value));
  EXPECT_EQ(rows[1].line, LineOf(view, "A").id);
  EXPECT_EQ(rows[1].revision, revision);
  EXPECT_EQ(view.Text(rows[1].status), "adopted");
  EXPECT_EQ(view.Text(rows[1].member_state), "VNM");
  EXPECT_EQ(view.Text(rows[1].body), "AMEM");
  EXPECT_EQ(view.Text(rows[1].meeting), "AMEM-38");
  EXPECT_EQ(view.Text(rows[1].unit), "score out of 5");
  EXPECT_EQ(rows[1].effective_date.ToString(), "2020-11-24");
  EXPECT_EQ(rows[1].value, 0);

  const PlanRow plan = PlanOf(view, "energy");
  const LineRow line = LineOf(view, "A");
  EXPECT_EQ(view.NameOf(plan, line, rows[0]), std::string(kUpdates) + "my-own.id");
  EXPECT_EQ(view.NameOf(plan, line, rows[1]), std::string(kUpdates) + "5f1c00aa5f1c00aa5f1c");
}

TEST_F(ModelTest, OrdersUpdatesAsTheyDecide) {
  next_.Put(std::string(kUpdates) + "1", Update("year 2020", "2020"))
      .Put(std::string(kUpdates) + "2", Update("december 31", "2020-12-31"))
      .Put(std::string(kUpdates) + "3", Update("december 30", "2020-12-30"))
      .Put(std::string(kUpdates) + "4", Update("undated"));
  Commit();
  next_.Put(std::string(kUpdates) + "5", Update("december", "2020-12"))
      .Put(std::string(kUpdates) + "6", Update("later undated"))
      .Put(std::string(kUpdates) + "7", Update("february", "2020-02"))
      .Put(std::string(kUpdates) + "8", Update("leap day", "2020-02-29"));
  Commit();
  EXPECT_THAT(Statuses(Now()), ElementsAre("undated", "later undated", "february", "leap day",
                                           "december 30", "year 2020", "december 31", "december"));
}

TEST_F(ModelTest, ACorrectionTakesThePlaceOfWhatItCorrects) {
  next_.Put(std::string(kUpdates) + "u", Update("started", "2020"))
      .Put(std::string(kUpdates) + "v", Update("on_going", "2020"));
  const Revision first = Commit();
  next_.Put(std::string(kUpdates) + "u", Update("completed", "2020"));
  const Revision corrected = Commit();
  EXPECT_THAT(Statuses(model_.At(first)), ElementsAre("started", "on_going"));
  EXPECT_THAT(Statuses(model_.At(corrected)), ElementsAre("on_going", "completed"));
  EXPECT_EQ(model_.At(corrected).Count().updates, 2);
  EXPECT_EQ(UpdatesOf(Now(), "A")[1].revision, corrected);
}

TEST_F(ModelTest, AWithdrawnUpdateIsNotSeenFromThenOnUntilPutAgain) {
  next_.Put(std::string(kUpdates) + "u", Update("started"));
  const Revision first = Commit();
  next_.Withdraw(std::string(kUpdates) + "u");
  const Revision withdrawn = Commit();
  next_.Put(std::string(kUpdates) + "u", Update("completed"));
  const Revision again = Commit();
  EXPECT_THAT(Statuses(model_.At(first)), ElementsAre("started"));
  EXPECT_THAT(Statuses(model_.At(withdrawn)), IsEmpty());
  EXPECT_THAT(Statuses(model_.At(again)), ElementsAre("completed"));
}

TEST_F(ModelTest, TheSameUpdateIdOnTwoLinesIsTwoUpdates) {
  next_.Put("plans/energy/lines/A/updates/1", Update("started"))
      .Put("plans/energy/lines/B/updates/1", Update("pending"));
  Commit();
  next_.Withdraw("plans/energy/lines/A/updates/1");
  Commit();
  EXPECT_THAT(Statuses(Now(), "A"), IsEmpty());
  EXPECT_THAT(Statuses(Now(), "B"), ElementsAre("pending"));
}

TEST_F(ModelTest, CountsWhatStands) {
  next_.Put(std::string(kUpdates) + "1", Update("started"))
      .Put(std::string(kUpdates) + "2", Update("started"))
      .Put(std::string(kKpi) + "observations/o", Observation("2020", 1))
      .Put("memberStates/THA", v1::MemberState());
  Commit();
  const Counts counts = Now().Count();
  EXPECT_EQ(counts.plans, 1);
  EXPECT_EQ(counts.lines, 2);
  EXPECT_EQ(counts.updates, 2);
  EXPECT_EQ(counts.observations, 1);
  EXPECT_EQ(counts.member_states, 1);
  EXPECT_EQ(model_.At(1).Count().updates, 0);
}

TEST_F(ModelTest, APlanChangesWithItsLinesAndTheirUpdates) {
  next_.Put("plans/ict", Plan("ict"));
  Commit();
  const auto changed = [&](const std::string& plan) {
    return Now().LastChangeOf(PlanOf(Now(), plan));
  };
  EXPECT_EQ(changed("energy"), 1);
  EXPECT_EQ(changed("ict"), 2);
  next_.Put(std::string(kUpdates) + "u1", Update("started"));
  Commit();
  EXPECT_EQ(changed("energy"), 3);
  EXPECT_EQ(changed("ict"), 2);
  EXPECT_EQ(model_.At(2).LastChangeOf(PlanOf(Now(), "energy")), 1);
}

TEST_F(ModelTest, TheUpdatesOfALineChangeWhenOneComesIsCorrectedOrIsWithdrawn) {
  const LineId line = LineOf(Now(), "A").id;
  EXPECT_FALSE(Now().UpdatesChangedAfter(line, 0));
  next_.Put(std::string(kUpdates) + "u1", Update("started"));
  EXPECT_EQ(Commit(), 2);
  EXPECT_TRUE(Now().UpdatesChangedAfter(line, 1));
  EXPECT_FALSE(Now().UpdatesChangedAfter(line, 2));
  next_.Put(std::string(kUpdates) + "u1", Update("completed"));
  EXPECT_EQ(Commit(), 3);
  EXPECT_TRUE(Now().UpdatesChangedAfter(line, 2));
  EXPECT_FALSE(model_.At(2).UpdatesChangedAfter(line, 2));
  next_.Withdraw(std::string(kUpdates) + "u1");
  EXPECT_EQ(Commit(), 4);
  EXPECT_TRUE(Now().UpdatesChangedAfter(line, 3));
  EXPECT_FALSE(Now().UpdatesChangedAfter(line, 4));
  EXPECT_FALSE(Now().UpdatesChangedAfter(LineOf(Now(), "B").id, 0));
}

TEST_F(ModelTest, SkipsAndCountsWhatItCannotRead) {
  next_.Put(std::string(kUpdates) + "u", Update("started"));
  Commit();
  next_.Put(std::string(kUpdates) + "u", std::string("\xff\xff no message"))
      .Put("plans/energy/lines/A", Line(0, "Interconnection"))
      .Put("plans/energy/lines/C", std::string("\xff"))
      .Put("plans/broken", std::string("\xff"))
      .Put(std::string(kUpdates) + "v", Update("started", "soon"));
  Commit();
  EXPECT_EQ(model_.SkippedRecords(), 4);
  EXPECT_THAT(Statuses(Now()), ElementsAre("started"));
  EXPECT_THAT(Codes(Now()), ElementsAre("A", "B"));
  EXPECT_EQ(Now().Text(LineOf(Now(), "A").title), "Interconnection");
}

TEST_F(ModelTest, LeavesAloneWhatIsOfAnotherKind) {
  next_.Put("publications/2025", std::string("\xff"));
  Commit();
  EXPECT_EQ(model_.SkippedRecords(), 0);
  EXPECT_EQ(Now().LastChangeOf(""), 1);
}

TEST_F(ModelTest, AnswersForNumbersItNeverGave) {
  std::vector<UpdateRow> updates(1);
  Now().UpdatesOf(4711, &updates);
  EXPECT_THAT(updates, IsEmpty());
  PlanRow unknown;
  unknown.number = 4711;
  EXPECT_THAT(Now().LinesOf(unknown), IsEmpty());
}

}  // namespace
}  // namespace sheaf::model
