#include "server/reports/kpi_findings.h"

#include <gmock/gmock.h>

#include "server/reports/kpi_fixture.h"
#include "server/reports/published.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class KpiFindingsTest : public KpiFixture {
 protected:
  // The findings of one rule.
  std::vector<v1::Finding> Found(std::string_view rule, int64_t counted_lines = 0) {
    JudgeAll("2025-11-21");
    FindingList findings(100);
    findings.About("Energy", "energy");
    FindInKpis(sheets_, verdicts_, counted_lines, &findings);
    std::vector<v1::Finding> found = findings.Take();
    std::erase_if(found, [&](const v1::Finding& finding) { return finding.rule() != rule; });
    return found;
  }
};

TEST_F(KpiFindingsTest, EditionsThatDisagreeBothStay) {
  AddEnergyKpis(&manifest_);
  PutEnergyFigures();
  const auto found = Found(kEditionsRule);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(
      found[0].text(),
      "Energy: EN-K-01 'Energy-intensity reduction': 27% (2022, AEC end-term review) and 25.5% "
      "(2023, press report of 17 October 2025), lower than the year before: the editions "
      "disagree. Both stay; the verdict goes by 'AEC end-term review', which also gives the "
      "forecast.");
  EXPECT_EQ(found[0].severity(), v1::WARNING);
  EXPECT_EQ(found[0].sector(), "energy");
  EXPECT_THAT(found[0].records(), SizeIs(2));
}

TEST_F(KpiFindingsTest, EditionsThatAgreeAreNoFinding) {
  DefineKpi("K", "direction: UP unit: 'km'");
  Observe("K", 10, "2022", v1::ACTUAL, "first");
  Observe("K", 10, "2022", v1::ACTUAL, "second");
  Observe("K", 12, "2023", v1::ACTUAL, "second");
  EXPECT_THAT(Found(kEditionsRule), IsEmpty());
}

TEST_F(KpiFindingsTest, TwoValuesForOnePeriodDisagree) {
  DefineKpi("K", "unit: 'km'");
  Observe("K", 10, "2022", v1::ACTUAL, "first");
  Observe("K", 11, "2022", v1::ACTUAL, "second");
  const auto found = Found(kEditionsRule);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].text(), HasSubstr("for the same period"));
}

TEST_F(KpiFindingsTest, OneEditionWithTwoValuesForOnePeriodIsAFinding) {
  DefineKpi("K", "unit: 'USD million'");
  Observe("K", 10.1, "2024");
  Observe("K", 10, "2024");
  const auto found = Found(kEditionsRule);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].text(), HasSubstr("one edition gives two values"));
}

TEST_F(KpiFindingsTest, KpisWithoutTargetDataOrUnitAreFoundOnceASector) {
  DefineKpi("A", "direction: UP unit: 'km'");
  DefineKpi("B", "direction: UP");
  DefineKpi("C", "unit: 'km'");
  Target("A", 10, 2025);
  Observe("A", 0, "2023");
  const auto targets = Found(kKpiTargetRule);
  ASSERT_THAT(targets, SizeIs(1));
  EXPECT_THAT(targets[0].text(), HasSubstr("1 of 3 KPIs have a direction but no target value: B."));
  const auto data = Found(kKpiDataRule);
  ASSERT_THAT(data, SizeIs(1));
  EXPECT_THAT(data[0].text(), HasSubstr("2 of 3 KPIs have no data: B, C."));
  const auto units = Found(kKpiUnitRule);
  ASSERT_THAT(units, SizeIs(1));
  EXPECT_THAT(units[0].text(), HasSubstr("1 of 3 KPIs have no unit: B."));
}

TEST_F(KpiFindingsTest, CoverageCountsDataAndTargets) {
  DefineKpi("A", "direction: UP");
  DefineKpi("B", "direction: UP");
  Target("A", 10, 2025);
  Observe("A", 0, "2023");
  Observe("B", 5, "2023");
  JudgeAll("2025-11-21");
  const KpiCoverage coverage = CoverageOf(sheets_);
  EXPECT_EQ(coverage.kpis, 2);
  EXPECT_EQ(coverage.with_data, 2);
  EXPECT_EQ(coverage.with_target, 1);
  EXPECT_EQ(coverage.with_both, 1);
}

TEST_F(KpiFindingsTest, APublishedPercentageThatNoSplitCanGiveIsFlagged) {
  DefineKpi("N", "unit: 'lines'");
  DefineKpi("P", "unit: '% of lines'");
  Observe("N", 7, "2023");
  Observe("P", 87, "2023");
  const auto found = Found(kPublishedShareRule);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity(), v1::ERROR);
  EXPECT_THAT(found[0].text(), HasSubstr("no whole number of the 7 that N gives"));
}

TEST_F(KpiFindingsTest, APublishedPercentageThatASplitGivesIsNot) {
  DefineKpi("N", "unit: 'activities'");
  DefineKpi("P", "unit: '% of activities'");
  Observe("N", 36, "2024");
  Observe("P", 66.7, "2024");
  EXPECT_THAT(Found(kPublishedShareRule), IsEmpty());
}

TEST_F(KpiFindingsTest, PercentagesOfAnotherYearOrEditionAreNotCompared) {
  DefineKpi("N", "unit: 'lines'");
  DefineKpi("P", "unit: '% of lines'");
  Observe("N", 7, "2020");
  Observe("N", 7, "2023", v1::ACTUAL, "another");
  Observe("P", 87, "2023");
  EXPECT_THAT(Found(kPublishedShareRule), IsEmpty());
}

TEST_F(KpiFindingsTest, PartsThatDoNotMakeAWholeAreFlagged) {
  for (const char* code : {"A", "B", "C"}) DefineKpi(code, "unit: '% of lines'");
  Observe("A", 60, "2023");
  Observe("B", 35, "2023");
  Observe("C", 4, "2023");
  EXPECT_THAT(Found(kPublishedSumRule), IsEmpty()) << "99 is explained by rounding";
  Observe("C", 2, "2023");
  const auto found = Found(kPublishedSumRule);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].text(), HasSubstr("make 97.0% together"));
}

TEST_F(KpiFindingsTest, APublishedNumberOfLinesIsHeldAgainstTheRecords) {
  DefineKpi("N", "unit: 'lines'");
  Observe("N", 103, "2020");
  Observe("N", 193, "2023");
  EXPECT_THAT(Found(kPublishedLinesRule, 193), IsEmpty());
  const auto found = Found(kPublishedLinesRule, 76);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].text(),
              HasSubstr("193 lines are published for 2023 (N), and the records hold "
                        "76 counted lines"));
}

TEST(WholeNumbers, AreThoseThatRoundToThePrintedPercentage) {
  const WholeNumbers two_thirds = NumbersPrintedAs(66.7, 1, 36);
  EXPECT_EQ(two_thirds.low, 24);
  EXPECT_EQ(two_thirds.high, 24);
  EXPECT_TRUE(NumbersPrintedAs(50, 0, 3).empty());
  EXPECT_FALSE(NumbersPrintedAs(33, 0, 3).empty());
  EXPECT_EQ(NumbersPrintedAs(0, 0, 83).low, 0);
  EXPECT_EQ(NumbersPrintedAs(100, 0, 83).high, 83);
  EXPECT_FALSE(NumbersPrintedAs(87, 0, 83).empty()) << "72 of 83 is 86.7";
}

TEST(WholeNumbers, AgreeWithCountingThemOneByOne) {
  for (int whole = 1; whole <= 60; ++whole) {
    for (int percent = 0; percent <= 100; ++percent) {
      bool some = false;
      for (int n = 0; n <= whole; ++n) some |= std::abs(200 * n - 2 * percent * whole) <= whole;
      EXPECT_EQ(!NumbersPrintedAs(percent, 0, whole).empty(), some) << percent << "% of " << whole;
    }
  }
}

}  // namespace
}  // namespace sheaf::reports
