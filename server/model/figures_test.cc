// Observations, baselines and targets, member states, and what last changed a sector.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "server/model/model_fixture.h"
#include "sheaf/v1/manifest.pb.h"

namespace sheaf::model {
namespace {

using ledger::Revision;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using FiguresTest = ModelTest;

TEST_F(FiguresTest, GivesAllThatIsCountedOfAnObservation) {
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

TEST_F(FiguresTest, GivesObservationsOfOneKpiOrAllInTheOrderRecorded) {
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

TEST_F(FiguresTest, ObservationsAreCorrectedAndWithdrawnFromARevisionOn) {
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

TEST_F(FiguresTest, GivesFiguresOfEachKpiInTheOrderRecorded) {
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

TEST_F(FiguresTest, AWithdrawnTargetIsNotSeenFromThenOn) {
  next_.Put(std::string(kKpi) + "targets/a", Target(2025, 32));
  const Revision first = Commit();
  next_.Withdraw(std::string(kKpi) + "targets/a");
  Commit();
  EXPECT_EQ(model_.At(first).KpiFiguresOf("energy").size(), 1u);
  EXPECT_THAT(Now().KpiFiguresOf("energy"), IsEmpty());
}

TEST_F(FiguresTest, GivesMemberStatesAsOfTheRevision) {
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

TEST_F(FiguresTest, KnowsWhatLastChangedASector) {
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

TEST_F(FiguresTest, MemberStatesChangeEverySector) {
  next_.Put("memberStates/TLS", v1::MemberState());
  const Revision joined = Commit();
  EXPECT_EQ(Now().LastChangeOf("energy"), joined);
  EXPECT_EQ(model_.At(1).LastChangeOf("energy"), 1);
}

TEST_F(FiguresTest, APlanThatMovesToAnotherSectorChangesBoth) {
  next_.Put("plans/energy", Plan("ict"));
  const Revision moved = Commit();
  next_.Put("plans/energy/lines/A", Line(0, "Roaming"));
  const Revision after = Commit();
  EXPECT_EQ(Now().LastChangeOf("energy"), moved);
  EXPECT_EQ(Now().LastChangeOf("ict"), after);
}

TEST_F(FiguresTest, APlanWithoutASectorChangesOnlyTheWhole) {
  next_.Put("plans/iai", Plan("")).Put("plans/iai/lines/1", Line(0));
  const Revision revision = Commit();
  EXPECT_EQ(Now().LastChangeOf("energy"), 1);
  EXPECT_EQ(Now().LastChangeOf(""), revision);
}

}  // namespace
}  // namespace sheaf::model
