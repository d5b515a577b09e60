#include "server/reports/verdict.h"

#include <gmock/gmock.h>

#include "server/reports/kpi_fixture.h"

namespace sheaf::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class EnergyVerdictTest : public KpiFixture {
 protected:
  EnergyVerdictTest() {
    AddEnergyKpis(&manifest_);
    PutEnergyFigures();
    JudgeAll("2025-11-21");
  }
};

TEST_F(EnergyVerdictTest, IntensityIsShortByItsForecast) {
  const Verdict& verdict = VerdictOf("EN-K-01");
  EXPECT_EQ(verdict.kind, VerdictKind::kShort);
  EXPECT_NEAR(verdict.gap, 2.8, 1e-9);
  EXPECT_EQ(verdict.text,
            "Short by 2.8 points: forecast 29.2% for 2025, target 32% by 2025, raised from 30%; by "
            "the edition 'AEC end-term review' (verdict-v1)");
  EXPECT_EQ(verdict.latest->value, 27);
  EXPECT_EQ(verdict.latest->period, "2022");
  EXPECT_EQ(verdict.edition->name, kReview);
  EXPECT_FALSE(verdict.wrong_way) << "the other value is of another edition";
}

TEST_F(EnergyVerdictTest, EveryVersionOfATargetIsKept) {
  EXPECT_EQ(AllTargetsText(sheets_[0]), "20% by 2020; 32% by 2025, raised from 30%");
}

TEST_F(EnergyVerdictTest, SupplyIsShortAndFalling) {
  const Verdict& verdict = VerdictOf("EN-K-02");
  EXPECT_EQ(verdict.kind, VerdictKind::kShort);
  EXPECT_TRUE(verdict.wrong_way);
  EXPECT_EQ(verdict.text,
            "Short by 5.5 points and falling (16.2% in 2021, 15.6% in 2022): forecast 17.5% for "
            "2025, target 23% by 2025 (aspirational) (verdict-v1)");
  ASSERT_TRUE(verdict.pace);
  EXPECT_EQ(verdict.pace->rating, PaceClass::kDeterioration);
}

TEST_F(EnergyVerdictTest, CapacityIsExpectedToBeMet) {
  const Verdict& verdict = VerdictOf("EN-K-03");
  EXPECT_EQ(verdict.kind, VerdictKind::kExpected);
  EXPECT_EQ(verdict.text,
            "Expected to be met: forecast 37.9% for 2025, target 35% by 2025 (verdict-v1)");
  EXPECT_FALSE(verdict.pace) << "one point is no pace";
}

TEST_F(EnergyVerdictTest, ThePaceStandsBesideTheVerdict) {
  const Verdict& verdict = VerdictOf("EN-K-01");
  ASSERT_TRUE(verdict.pace);
  EXPECT_EQ(verdict.pace->rating, PaceClass::kSubstantial);
  EXPECT_NEAR(verdict.pace->ratio, 0.9926, 1e-4);
}

TEST_F(EnergyVerdictTest, WhatHadNotHappenedIsNotJudged) {
  JudgeAll("2021-12-31");
  EXPECT_EQ(VerdictOf("EN-K-01").latest, nullptr);
  EXPECT_EQ(VerdictOf("EN-K-01").kind, VerdictKind::kShort) << "by the forecast alone";
  EXPECT_FALSE(VerdictOf("EN-K-02").wrong_way);
  EXPECT_EQ(VerdictOf("EN-K-02").latest->value, 16.2);
}

TEST_F(EnergyVerdictTest, TheTargetOfTheDayIsTheNextOneAhead) {
  JudgeAll("2020-12-31");
  EXPECT_EQ(VerdictOf("EN-K-01").target->year, 2020);
  JudgeAll("2021-01-01");
  EXPECT_EQ(VerdictOf("EN-K-01").target->year, 2025);
  JudgeAll("2031-01-01");
  EXPECT_EQ(VerdictOf("EN-K-01").target->year, 2025) << "the latest, where none is ahead";
}

class VerdictTest : public KpiFixture {
 protected:
  // Defines KPI K and judges it.
  const Verdict& Judged(const std::string& fields, std::string_view effective = "2024-12-31") {
    DefineKpi("K", fields);
    JudgeAll(effective);
    return VerdictOf("K");
  }
};

TEST_F(VerdictTest, MetWhenTheLatestActualReachesTheTarget) {
  Target("K", 10, 2025);
  Observe("K", 10, "2023");
  EXPECT_EQ(Judged("direction: UP unit: 'member states'").text,
            "Met: 10 in 2023, target 10 by 2025 (verdict-v1)");
}

TEST_F(VerdictTest, MetAndYetFallingIsSaid) {
  Target("K", 10, 2025);
  Observe("K", 14, "2022");
  Observe("K", 12, "2023");
  const Verdict& verdict = Judged("direction: UP");
  EXPECT_EQ(verdict.kind, VerdictKind::kMet);
  EXPECT_THAT(verdict.text, StartsWith("Met and falling (14 in 2022, 12 in 2023)"));
}

TEST_F(VerdictTest, DownIsGoodWhereDownIsWanted) {
  Target("K", 10, 2025);
  Observe("K", 14, "2022");
  Observe("K", 15, "2023");
  const Verdict& verdict = Judged("direction: DOWN unit: 'deaths'");
  EXPECT_EQ(verdict.kind, VerdictKind::kShort);
  EXPECT_THAT(verdict.text, StartsWith("Short by 5 deaths and rising (14 in 2022, 15 in 2023): "));
}

TEST_F(VerdictTest, MetDownwards) {
  Target("K", 10, 2025);
  Observe("K", 9, "2023");
  EXPECT_EQ(Judged("direction: DOWN").kind, VerdictKind::kMet);
}

TEST_F(VerdictTest, ZeroIsAValue) {
  Target("K", 0, 2025);
  Observe("K", 0, "2023");
  EXPECT_EQ(Judged("direction: DOWN").kind, VerdictKind::kMet);
}

TEST_F(VerdictTest, ShortByTheLatestActualWhereNoForecastIsForTheTargetsYear) {
  Target("K", 10, 0);
  Observe("K", 4, "2024");
  EXPECT_EQ(Judged("direction: UP unit: 'member states'").text,
            "Short by 6 member states: 4 in 2024, target 10 (verdict-v1)");
}

TEST_F(VerdictTest, AForecastForAnotherYearIsShownButDoesNotJudge) {
  Target("K", 10, 2025);
  Observe("K", 4, "2023");
  Observe("K", 20, "2040", v1::FORECAST);
  const Verdict& verdict = Judged("direction: UP");
  EXPECT_EQ(verdict.kind, VerdictKind::kShort);
  EXPECT_EQ(verdict.gap, 6);
  EXPECT_EQ(verdict.forecast->value, 20);
}

TEST_F(VerdictTest, NotAssessableSaysWhy) {
  EXPECT_EQ(Judged("direction: UP").text, "Not assessable: neither target nor data (verdict-v1)");
}

TEST_F(VerdictTest, NotAssessableWithoutData) {
  Target("K", 10, 2025);
  EXPECT_EQ(Judged("direction: UP").text, "Not assessable: no data (verdict-v1)");
}

TEST_F(VerdictTest, NotAssessableWithoutATarget) {
  Observe("K", 10, "2023");
  EXPECT_EQ(Judged("direction: UP").text, "Not assessable: no target (verdict-v1)");
}

TEST_F(VerdictTest, NotAssessableWithoutADirection) {
  Target("K", 10, 2025);
  Observe("K", 10, "2023");
  EXPECT_THAT(Judged("unit: 'lines'").text, HasSubstr("a context figure, without a direction"));
}

TEST_F(VerdictTest, NotAssessableWhereTheTargetsValueIsNotStated) {
  v1::Target target;
  target.set_year(2030);
  Put("sectors/energy/kpis/K/targets/t", target);
  Observe("K", 10, "2023");
  EXPECT_THAT(Judged("direction: UP").text,
              HasSubstr("the value of the target for 2030 is not stated"));
}

TEST_F(VerdictTest, ValuesOfMemberStatesAreNotTheRegions) {
  Target("K", 10, 2025);
  auto observation = FromText<v1::Observation>("member_state: 'KHM' period: '2023' value: 50");
  Put("sectors/energy/kpis/K/observations/khm", observation);
  EXPECT_THAT(Judged("direction: UP").text, HasSubstr("only values of member states"));
}

TEST_F(VerdictTest, TheWrongWayIsSaidWithoutATarget) {
  Observe("K", 10, "2022");
  Observe("K", 8, "2023");
  const Verdict& verdict = Judged("direction: UP");
  EXPECT_EQ(verdict.kind, VerdictKind::kWrongWay);
  EXPECT_EQ(verdict.text,
            "Falling (10 in 2022, 8 in 2023); not assessable against a target: no target "
            "(verdict-v1)");
}

TEST_F(VerdictTest, WithoutAForecastTheEditionWithTheLatestActualJudges) {
  Target("K", 10, 2025);
  Observe("K", 9, "2022", v1::ACTUAL, "first");
  Observe("K", 8, "2023", v1::ACTUAL, "second");
  const Verdict& verdict = Judged("direction: UP");
  EXPECT_EQ(verdict.edition->name, "second");
  EXPECT_EQ(verdict.gap, 2);
  EXPECT_FALSE(verdict.wrong_way) << "two editions are no series";
}

TEST_F(VerdictTest, AnEstimateCountsOnlyWhereThereIsNoActual) {
  Target("K", 10, 2025);
  Observe("K", 5, "2022");
  Observe("K", 12, "2023", v1::ESTIMATE);
  EXPECT_EQ(Judged("direction: UP").gap, 5);
}

TEST_F(VerdictTest, ATargetRepeatedIsNoVersionOfItsOwn) {
  Target("K", 10, 2025, true);
  Target("K", 10, 2025);
  Observe("K", 5, "2022");
  const Verdict& verdict = Judged("direction: UP");
  EXPECT_THAT(verdict.text, HasSubstr("target 10 by 2025 (aspirational)"));
  EXPECT_THAT(verdict.text, Not(HasSubstr("raised")));
}

TEST_F(VerdictTest, ATargetMayBeLowered) {
  Target("K", 10, 2025);
  Target("K", 8, 2025);
  Observe("K", 5, "2022");
  EXPECT_THAT(Judged("direction: UP").text, HasSubstr("8 by 2025, lowered from 10"));
}

TEST_F(VerdictTest, AComputedValueIsJudgedLikeAnyOther) {
  Target("K", 10, 2025);
  DefineKpi("K", "direction: UP availability: COMPUTABLE");
  ComputedKpis computed;
  plugin::v1::KpiValue& value = computed.values.emplace_back();
  value.set_kpi("K");
  value.set_period("2024");
  value.set_value(4);
  JudgeAll("2024-06-30", computed);
  EXPECT_EQ(VerdictOf("K").gap, 6);
  EXPECT_EQ(VerdictOf("K").edition->name, kComputedEdition);
}

TEST_F(VerdictTest, AKpiWhosePluginDoesNotAnswerIsNotAssessable) {
  Target("K", 10, 2025);
  DefineKpi("K", "direction: UP availability: COMPUTABLE");
  JudgeAll("2024-06-30", {{}, "the plugin is being restarted"});
  EXPECT_THAT(VerdictOf("K").text, HasSubstr("the plugin that computes it has no answer"));
}

}  // namespace
}  // namespace sheaf::reports
