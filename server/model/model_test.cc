#include "server/model/model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "server/model/commit_builder.h"
#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::model {
namespace {

using ledger::Revision;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kUpdates[] = "plans/energy/lines/A/updates/";
constexpr char kKpi[] = "sectors/energy/kpis/EN-K-01/";

v1::Plan Plan(const std::string& sector, const std::string& title = "APAEC 2016-2025") {
  v1::Plan plan;
  plan.set_title(title);
  plan.set_sector(sector);
  return plan;
}

v1::Line Line(int position, const std::string& title = "", const std::string& parent = "") {
  v1::Line line;
  line.set_position(position);
  line.set_title(title);
  line.set_parent_code(parent);
  return line;
}

v1::Update Update(const std::string& status, const std::string& date = "") {
  v1::Update update;
  update.set_reported_status(status);
  update.set_effective_date(date);
  return update;
}

v1::Observation Observation(const std::string& period, double value) {
  v1::Observation observation;
  observation.set_period(period);
  observation.set_value(value);
  return observation;
}

v1::Target Target(int year, double value, int ordinal = 0) {
  v1::Target target;
  target.set_year(year);
  target.set_value(value);
  target.set_ordinal(ordinal);
  return target;
}

// A plan of the energy sector with the lines A and, under it, B.
class ModelTest : public ::testing::Test {
 protected:
  ModelTest() {
    next_.Put("plans/energy", Plan("energy"))
        .Put("plans/energy/lines/A", Line(0, "Interconnect"))
        .Put("plans/energy/lines/B", Line(1, "Study", "A"));
    Commit();
  }

  Revision Commit() { return next_.CommitTo(&model_); }
  View Now() { return model_.At(static_cast<Revision>(next_.log().size())); }

  static PlanRow PlanOf(const View& view, const std::string& id) {
    for (const PlanRow& plan : view.Plans()) {
      if (plan.id == id) return plan;
    }
    ADD_FAILURE() << "no plan " << id;
    return {};
  }
  static LineRow LineOf(const View& view, const std::string& code) {
    for (const LineRow& line : view.LinesOf(PlanOf(view, "energy"))) {
      if (view.Text(line.code) == code) return line;
    }
    ADD_FAILURE() << "no line " << code;
    return {};
  }
  static std::vector<std::string> Codes(const View& view) {
    std::vector<std::string> codes;
    for (const LineRow& line : view.LinesOf(PlanOf(view, "energy"))) {
      codes.push_back(std::string(view.Text(line.code)) + (line.vanished ? " (vanished)" : ""));
    }
    return codes;
  }
  static std::vector<UpdateRow> UpdatesOf(const View& view, const std::string& code) {
    std::vector<UpdateRow> updates;
    view.UpdatesOf(LineOf(view, code).id, &updates);
    return updates;
  }
  static std::vector<std::string> Statuses(const View& view, const std::string& code = "A") {
    std::vector<std::string> statuses;
    for (const UpdateRow& update : UpdatesOf(view, code)) {
      statuses.emplace_back(view.Text(update.status));
    }
    return statuses;
  }
  static std::vector<double> Values(const View& view, std::string_view of = "") {
    std::vector<double> values;
    for (const ObservationRow& row : view.ObservationsOf("energy", of)) values.push_back(row.value);
    return values;
  }

  CommitBuilder next_;
  Model model_;
};

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
  EXPECT_EQ(row.planned_start.ToString(), "2016");
  EXPECT_EQ(row.planned_end.ToString(), "2025-06");
  EXPECT_EQ(row.instrument_type, v1::BINDING);
  EXPECT_FALSE(row.vanished);
  EXPECT_EQ(view.NameOf(PlanOf(view, "energy"), row), "plans/energy/lines/C");
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

TEST_F(ModelTest, GivesAllThatIsCountedOfAnObservation) {
  v1::Observation missing;
  missing.set_missing(v1::NOT_APPLICABLE);
  missing.set_member_state("LAO");
  missing.set_period("2021-H1");
  missing.set_kind(v1::ESTIMATE);
  missing.set_unit("people");
  missing.set_edition("end-term review");
  missing.set_source("ASEANstats");
  next_.Put("sectors/energy/series/population/observations/o1", missing);
  const Revision revision = Commit();

  const View view = Now();
  const std::vector<ObservationRow> rows = view.ObservationsOf("energy", "population");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].revision, revision);
  EXPECT_EQ(view.Text(rows[0].of), "population");
  EXPECT_TRUE(rows[0].is_series);
  EXPECT_EQ(view.Text(rows[0].member_state), "LAO");
  EXPECT_EQ(view.Text(rows[0].period), "2021-H1");
  EXPECT_EQ(view.Text(rows[0].unit), "people");
  EXPECT_EQ(view.Text(rows[0].edition), "end-term review");
  EXPECT_EQ(view.Text(rows[0].source), "ASEANstats");
  EXPECT_TRUE(std::isnan(rows[0].value));
  EXPECT_EQ(rows[0].missing, v1::NOT_APPLICABLE);
  EXPECT_EQ(rows[0].kind, v1::ESTIMATE);
  EXPECT_EQ(view.NameOf("energy", rows[0]), "sectors/energy/series/population/observations/o1");
}

TEST_F(ModelTest, GivesObservationsOfOneKpiOrAllInTheOrderRecorded) {
  next_.Put("sectors/energy/kpis/EN-K-02/observations/a", Observation("2021", 16.2))
      .Put("sectors/energy/kpis/EN-K-01/observations/b", Observation("2022", 27))
      .Put("sectors/energy-x/kpis/EN-K-01/observations/c", Observation("2022", 99));
  Commit();
  next_.Put("sectors/energy/kpis/EN-K-02/observations/d", Observation("2022", 15.6));
  Commit();
  EXPECT_THAT(Values(Now()), ElementsAre(16.2, 27, 15.6));
  EXPECT_THAT(Values(Now(), "EN-K-02"), ElementsAre(16.2, 15.6));
  EXPECT_THAT(Values(Now(), "EN-K"), IsEmpty());
  EXPECT_THAT(Now().ObservationsOf("ene", ""), IsEmpty());
  EXPECT_EQ(Now().NameOf("energy", Now().ObservationsOf("energy", "EN-K-01")[0]),
            "sectors/energy/kpis/EN-K-01/observations/b");
}

TEST_F(ModelTest, ObservationsAreCorrectedAndWithdrawnFromARevisionOn) {
  const std::string name = std::string(kKpi) + "observations/a";
  next_.Put(name, Observation("2022", 27)).Put(name + "2", Observation("2023", 25.5));
  const Revision first = Commit();
  next_.Put(name, Observation("2022", 28));
  const Revision corrected = Commit();
  next_.Withdraw(name);
  const Revision withdrawn = Commit();
  EXPECT_THAT(Values(model_.At(first)), ElementsAre(27, 25.5));
  EXPECT_THAT(Values(model_.At(corrected)), ElementsAre(25.5, 28));
  EXPECT_THAT(Values(model_.At(withdrawn)), ElementsAre(25.5));
  EXPECT_EQ(model_.At(corrected).Count().observations, 2);
  EXPECT_EQ(model_.At(withdrawn).Count().observations, 1);
}

TEST_F(ModelTest, GivesFiguresOfEachKpiInTheOrderRecorded) {
  v1::Baseline baseline;
  baseline.set_year(2005);
  next_.Put(std::string(kKpi) + "targets/a", Target(2025, 32, 1))
      .Put(std::string(kKpi) + "targets/b", Target(2025, 30, 0))
      .Put("sectors/energy/kpis/EN-K/targets/t", Target(2025, 23));
  Commit();
  next_.Put(std::string(kKpi) + "targets/0", Target(2020, 20))
      .Put(std::string(kKpi) + "baselines/b", baseline);
  const Revision second = Commit();

  const std::vector<KpiFigureRows> kpis = Now().KpiFiguresOf("energy");
  ASSERT_EQ(kpis.size(), 2u);
  EXPECT_EQ(kpis[0].kpi, "EN-K");
  EXPECT_EQ(kpis[1].kpi, "EN-K-01");
  ASSERT_EQ(kpis[1].targets.size(), 3u);
  EXPECT_EQ(kpis[1].targets[0].value(), 30);
  EXPECT_EQ(kpis[1].targets[1].value(), 32);
  EXPECT_EQ(kpis[1].targets[2].name(), std::string(kKpi) + "targets/0");
  EXPECT_EQ(kpis[1].targets[2].revision(), second);
  ASSERT_EQ(kpis[1].baselines.size(), 1u);
  EXPECT_EQ(kpis[1].baselines[0].year(), 2005);
  EXPECT_FALSE(kpis[1].baselines[0].has_value());
}

TEST_F(ModelTest, AWithdrawnTargetIsNotSeenFromThenOn) {
  next_.Put(std::string(kKpi) + "targets/a", Target(2025, 32));
  const Revision first = Commit();
  next_.Withdraw(std::string(kKpi) + "targets/a");
  Commit();
  EXPECT_EQ(model_.At(first).KpiFiguresOf("energy").size(), 1u);
  EXPECT_THAT(Now().KpiFiguresOf("energy"), IsEmpty());
}

TEST_F(ModelTest, GivesMemberStatesAsOfTheRevision) {
  v1::MemberState state;
  state.set_joined("1967-08-08");
  next_.Put("memberStates/THA", state).Put("memberStates/IDN", state);
  const Revision first = Commit();
  state.set_joined("2025-10-26");
  next_.Put("memberStates/TLS", state);
  const Revision second = Commit();
  EXPECT_EQ(model_.At(first).MemberStates().size(), 2u);
  const std::vector<v1::MemberState> states = model_.At(second).MemberStates();
  ASSERT_EQ(states.size(), 3u);
  EXPECT_EQ(states[0].name(), "memberStates/IDN");
  EXPECT_EQ(states[2].name(), "memberStates/TLS");
  EXPECT_EQ(states[2].joined(), "2025-10-26");
  EXPECT_EQ(states[2].revision(), second);
  EXPECT_EQ(model_.At(second).Count().member_states, 3);
}

TEST_F(ModelTest, KnowsWhatLastChangedASector) {
  EXPECT_EQ(Now().LastChangeOf("energy"), 1);
  next_.Put("plans/ict", Plan("ict")).Put("plans/ict/lines/A", Line(0));
  Commit();
  EXPECT_EQ(Now().LastChangeOf("energy"), 1);
  EXPECT_EQ(Now().LastChangeOf("ict"), 2);
  EXPECT_EQ(Now().LastChangeOf("faf"), 0);
  next_.Put(std::string(kUpdates) + "u", Update("started"));
  Commit();
  EXPECT_EQ(Now().LastChangeOf("energy"), 3);
  next_.Put("sectors/ict/manifests/current", v1::SectorManifest());
  Commit();
  EXPECT_EQ(Now().LastChangeOf("ict"), 4);
  next_.Put("sectors/ict/kpis/K/targets/t", Target(2025, 1));
  Commit();
  EXPECT_EQ(Now().LastChangeOf("ict"), 5);
  EXPECT_EQ(Now().LastChangeOf("energy"), 3);
  EXPECT_EQ(Now().LastChangeOf(""), 5);
  EXPECT_EQ(model_.At(4).LastChangeOf("ict"), 4);
  EXPECT_EQ(model_.At(2).LastChangeOf(""), 2);
}

TEST_F(ModelTest, MemberStatesChangeEverySector) {
  next_.Put("memberStates/TLS", v1::MemberState());
  const Revision joined = Commit();
  EXPECT_EQ(Now().LastChangeOf("energy"), joined);
  EXPECT_EQ(model_.At(1).LastChangeOf("energy"), 1);
}

TEST_F(ModelTest, APlanThatMovesToAnotherSectorChangesBoth) {
  next_.Put("plans/energy", Plan("ict"));
  const Revision moved = Commit();
  next_.Put("plans/energy/lines/A", Line(0, "Roaming"));
  const Revision after = Commit();
  EXPECT_EQ(Now().LastChangeOf("energy"), moved);
  EXPECT_EQ(Now().LastChangeOf("ict"), after);
}

TEST_F(ModelTest, APlanWithoutASectorChangesOnlyTheWhole) {
  next_.Put("plans/iai", Plan("")).Put("plans/iai/lines/1", Line(0));
  const Revision revision = Commit();
  EXPECT_EQ(Now().LastChangeOf("energy"), 1);
  EXPECT_EQ(Now().LastChangeOf(""), revision);
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
