// The format scorecard, on counts and figures filled by hand.
#include "plugins/transport/scorecard.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "plugin_manifest.h"
#include "plugins/sdk/dataset_builder.h"
#include "plugins/sdk/questions.h"
#include "plugins/sdk/section_reader.h"
#include "plugins/transport/transport_sector.h"

namespace sheaf::transport {
namespace {

using plugin::Dataset;
using plugin::DatasetBuilder;
using plugin::FigureOf;
using plugin::RowWith;
using plugin::Says;
using ::testing::IsEmpty;
using ::testing::SizeIs;

plugin::Answer Ask(const Dataset& data) {
  Transport transport(plugin::ParseManifest(kManifest));
  return plugin::AskFor("scorecard", data, transport);
}

sheaf::v1::Section Plans(const Dataset& data) { return Ask(data).sections.at(0); }
sheaf::v1::Section Compliance(const Dataset& data) { return Ask(data).sections.at(1); }
sheaf::v1::Section Kpis(const Dataset& data) { return Ask(data).sections.at(2); }

// The plan that ends and the one that follows it.
DatasetBuilder TwoPlans() {
  DatasetBuilder plans("2025-06-30");
  plans.AddCounts({.plan = "kltsp",
                   .title = "KLTSP 2016-2025",
                   .lines = {{sheaf::v1::HEADLINE_COMPLETED, 6},
                             {sheaf::v1::HEADLINE_IN_PROGRESS, 3},
                             {sheaf::v1::HEADLINE_NOT_REPORTED, 1},
                             {sheaf::v1::HEADLINE_EXCLUDED, 2}}});
  plans.AddCounts(
      {.plan = "atsp", .lines = {{sheaf::v1::HEADLINE_NOT_STARTED, 5}}, .counted_elsewhere = 4});
  return plans;
}

TEST(TransportScorecardTest, EachPlanHasItsClassesAsSharesOfItsOwnLines) {
  const sheaf::v1::Section section = Plans(TwoPlans().Build());
  auto row = RowWith(section, "KLTSP");
  EXPECT_EQ(row["counted_lines"], "12");
  EXPECT_EQ(row["completed"], "6 of 10");
  EXPECT_EQ(row["in_progress"], "3 of 10");
  EXPECT_EQ(row["not_started"], "0 of 10");
  EXPECT_EQ(row["not_reported"], "1 of 10");
  EXPECT_EQ(row["excluded"], "2");
  EXPECT_EQ(RowWith(section, "plans/atsp")["not_started"], "5 of 5") << "named by its id";
}

TEST(TransportScorecardTest, TheTotalIsOfCountsAndNeverOfShares) {
  const sheaf::v1::Section section = Plans(TwoPlans().Build());
  auto all = RowWith(section, "All plans");
  EXPECT_EQ(all["counted_lines"], "17");
  EXPECT_EQ(all["completed"], "6 of 15");
  EXPECT_EQ(FigureOf(section, "Completed"), "6 of 15");
  EXPECT_EQ(FigureOf(section, "Begun or completed"), "9 of 15");
  EXPECT_EQ(FigureOf(section, "Counted lines"), "17");
}

TEST(TransportScorecardTest, LinesCountedElsewhereAreShownAndInNoTotal) {
  const sheaf::v1::Section section = Plans(TwoPlans().Build());
  EXPECT_EQ(RowWith(section, "plans/atsp")["counted_elsewhere"], "4");
  EXPECT_EQ(RowWith(section, "plans/atsp")["counted_lines"], "5");
  EXPECT_TRUE(Says(section, "another line of the same shared initiative"));
}

TEST(TransportScorecardTest, ABarIsAllCountedLinesOfItsPlan) {
  std::map<std::string, double> lines;
  const sheaf::v1::Section section = Plans(TwoPlans().Build());
  for (const auto& block : section.blocks()) {
    for (const auto& series : block.chart().series()) {
      for (int i = 0; i < series.points_size(); ++i) {
        lines[block.chart().labels(i)] += series.points(i).value();
      }
    }
  }
  EXPECT_THAT(lines, ::testing::ElementsAre(::testing::Pair("KLTSP 2016-2025", 12),
                                            ::testing::Pair("plans/atsp", 5)));
}

TEST(TransportScorecardTest, OnePlanHasNeitherTotalNorBars) {
  DatasetBuilder plan("2025-06-30");
  plan.AddCounts({.plan = "kltsp", .lines = {{sheaf::v1::HEADLINE_COMPLETED, 1}}});
  const sheaf::v1::Section section = Plans(plan.Build());
  EXPECT_THAT(RowWith(section, "All plans"), IsEmpty());
  for (const auto& block : section.blocks()) EXPECT_FALSE(block.has_chart());
  EXPECT_FALSE(Says(section, "shared initiative")) << "nothing is shared";
}

TEST(TransportScorecardTest, PublishedSharesStandBesideTheLinesOnRecord) {
  DatasetBuilder plans = TwoPlans();
  plans.AddObservation({.of = "TR-K-36", .period = "2020", .value = 257, .edition = "Review"});
  plans.AddObservation({.of = "TR-K-36", .period = "2023", .value = 358, .edition = "Review"});
  plans.AddObservation({.of = "TR-K-37", .period = "2023", .value = 60, .edition = "Review"});
  plans.AddObservation({.of = "TR-K-38", .period = "2023", .value = 35, .edition = "Review"});
  plans.AddObservation({.of = "TR-K-39", .period = "2023", .value = 5, .edition = "Review"});
  const sheaf::v1::Section section = Compliance(plans.Build());
  auto published = RowWith(section, "Compliance monitoring, 2023");
  EXPECT_EQ(published["lines"], "358");
  EXPECT_EQ(published["completed"], "60");
  EXPECT_EQ(published["in_progress"], "35");
  EXPECT_EQ(published["not_started"], "5");
  EXPECT_EQ(published["edition"], "Review");
  EXPECT_EQ(RowWith(section, "Compliance monitoring, 2020")["completed"], "not reported");
  auto on_record = RowWith(section, "Lines on record");
  EXPECT_EQ(on_record["lines"], "15") << "what the shares are of, without the excluded lines";
  EXPECT_EQ(on_record["completed"], "6 of 15");
}

TEST(TransportScorecardTest, TwoPublicationsOfOneYearBothStay) {
  DatasetBuilder plans = TwoPlans();
  plans.AddObservation({.of = "TR-K-36", .period = "2023", .value = 358, .edition = "Review"});
  plans.AddObservation({.of = "TR-K-36", .period = "2023", .value = 361, .edition = "Annex"});
  std::vector<double> lines;
  const sheaf::v1::Section section = Compliance(plans.Build());
  for (const auto& row : section.blocks(1).table().rows()) {
    if (row.cells(1).has_number()) lines.push_back(row.cells(1).number());
  }
  EXPECT_THAT(lines, ::testing::UnorderedElementsAre(358, 361));
}

TEST(TransportScorecardTest, AKpiShowsItsLatestActualAndTheTargetThatCountsNow) {
  DatasetBuilder plans = TwoPlans();
  plans.AddBaseline("TR-K-01", 1.85, 2015);
  plans.AddTarget("TR-K-01", 2, 2020).AddTarget("TR-K-01", 3, 2030).AddTarget("TR-K-01", 4, 2030);
  plans.AddObservation({.of = "TR-K-01", .period = "2023", .value = 2.73, .edition = "Review"});
  plans.AddObservation({.of = "TR-K-01", .period = "2021", .value = 2.5});
  plans.AddObservation({.of = "TR-K-01", .member_state = "LAO", .period = "2024", .value = 0.1});
  plans.AddObservation(
      {.of = "TR-K-01", .period = "2030", .value = 3.1, .kind = sheaf::v1::FORECAST});
  const sheaf::v1::Section section = Kpis(plans.Build());
  auto row = RowWith(section, "TR-K-01");
  EXPECT_EQ(row["baseline"], "1.85");
  EXPECT_EQ(row["actual"], "2.73");
  EXPECT_EQ(row["target"], "4");
  EXPECT_EQ(row["edition"], "Review");
}

TEST(TransportScorecardTest, AKpiWithoutAValueIsNotReportedWhichIsNotZero) {
  const sheaf::v1::Section section = Kpis(TwoPlans().Build());
  EXPECT_EQ(RowWith(section, "TR-K-06")["actual"], "not reported");
  EXPECT_EQ(RowWith(section, "TR-K-06")["target"], "");
}

TEST(TransportScorecardTest, KpisWithDataAreOfThoseThatAreReportedAndNotComputed) {
  DatasetBuilder plans = TwoPlans();
  plans.AddObservation({.of = "TR-K-01", .period = "2023", .value = 2.73});
  plans.AddTarget("TR-K-05", 50, 2020);
  const sheaf::v1::SectorManifest manifest = plugin::ParseManifest(kManifest);
  const auto computed =
      std::count_if(manifest.kpis().begin(), manifest.kpis().end(),
                    [](const auto& kpi) { return kpi.availability() == sheaf::v1::COMPUTABLE; });
  const std::string of = " of " + std::to_string(manifest.kpis_size() - computed);
  const sheaf::v1::Section section = Kpis(plans.Build());
  EXPECT_EQ(FigureOf(section, "KPIs with data"), "1" + of);
  EXPECT_EQ(FigureOf(section, "KPIs with a target"), "1" + of);
  EXPECT_THAT(RowWith(section, "TR-C-01"), IsEmpty());
}

TEST(TransportScorecardTest, SaysThatThereIsNothingRatherThanShowAnEmptyTable) {
  const plugin::Answer answer = Ask(DatasetBuilder("2025-06-30").Build());
  ASSERT_THAT(answer.sections, SizeIs(3));
  EXPECT_TRUE(Says(answer.sections[0], "No transport plan is on record."));
  EXPECT_TRUE(Says(answer.sections[1], "No result of compliance monitoring"));
  for (const auto& section : answer.sections) EXPECT_FALSE(plugin::HasEmptyTable(section));
}

TEST(TransportScorecardTest, ComputesNothingThatWouldTakeLines) {
  const plugin::Answer answer = Ask(TwoPlans().Build());
  EXPECT_THAT(answer.kpi_values, IsEmpty());
  EXPECT_THAT(answer.findings, IsEmpty());
}

TEST(TransportManifestTest, TheScorecardAloneIsMadeOfCounts) {
  const sheaf::v1::SectorManifest manifest = plugin::ParseManifest(kManifest);
  for (const auto& format : manifest.report_formats()) {
    EXPECT_EQ(format.counts_only(), format.id() == "scorecard") << format.id();
  }
}

}  // namespace
}  // namespace sheaf::transport
