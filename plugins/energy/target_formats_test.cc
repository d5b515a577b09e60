// The formats gap-and-pace, intensity-by-state and kpi-register, and the scores of programme
// areas, on data sets filled by hand.
#include <gmock/gmock.h>

#include "plugin_manifest.h"
#include "plugins/energy/energy_sector.h"
#include "plugins/energy/outlook.h"
#include "plugins/energy/way_to_target.h"
#include "plugins/sdk/dataset_builder.h"
#include "plugins/sdk/questions.h"
#include "plugins/sdk/sample_data.h"
#include "plugins/sdk/section_reader.h"

namespace sheaf::energy {
namespace {

using plugin::Dataset;
using plugin::DatasetBuilder;
using plugin::FigureOf;
using plugin::RowWith;
using plugin::Says;
using sheaf::v1::Section;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kReview[] = "AEC end-term review";
constexpr char kPress[] = "press report";

std::vector<Section> Ask(const Dataset& data, std::string_view format) {
  Energy energy(plugin::ParseManifest(kManifest));
  return plugin::AskFor(format, data, energy).sections;
}

// 0 in 2005, 24 in 2021, 32 wanted by 2025, and another edition that says less.
DatasetBuilder Intensity() {
  DatasetBuilder data("2025-11-30");
  data.AddBaseline("EN-K-01", 0, 2005).AddTarget("EN-K-01", 32, 2025);
  data.AddObservation({.of = "EN-K-01", .period = "2021", .value = 24, .edition = kReview});
  data.AddObservation({.of = "EN-K-01",
                       .period = "2025",
                       .value = 29.2,
                       .kind = sheaf::v1::FORECAST,
                       .edition = kReview});
  data.AddObservation({.of = "EN-K-01", .period = "2023", .value = 18, .edition = kPress});
  return data;
}

TEST(GapAndPaceTest, SaysWhatIsLeftAndHowFastItMustGo) {
  const Section section = Ask(Intensity().Build(), "gap-and-pace").at(0);
  auto row = RowWith(section, "EN-K-01");
  EXPECT_EQ(row["gap"], "8");
  EXPECT_EQ(row["part_gone"], "75.0");
  EXPECT_EQ(row["so_far"], "1.50") << "24 in 16 years";
  EXPECT_EQ(row["needed"], "2.00") << "8 in 4 years";
  EXPECT_EQ(row["needed_compound"], "7.46") << "(32 / 24) ^ (1 / 4)";
}

TEST(GapAndPaceTest, SetsOurForecastsBesideThePublishedOne) {
  const Section section = Ask(Intensity().Build(), "gap-and-pace").at(1);
  EXPECT_EQ(RowWith(section, "Published")["forecast"], "29.2");
  EXPECT_EQ(RowWith(section, "Published")["against_target"], "-2.8");
  auto line = RowWith(section, "Ours: straight line from the first to the last value");
  EXPECT_EQ(line["forecast"], "30.0");
  EXPECT_EQ(line["against_target"], "-2.0");
  EXPECT_EQ(line["made_of"], "0 (2005), 24 (2021)") << "never a value of the other edition";
}

TEST(GapAndPaceTest, AForecastOfTooFewValuesIsNotAvailableAndSaysWhy) {
  const Section section = Ask(Intensity().Build(), "gap-and-pace").at(1);
  auto row = RowWith(section, "Ours: straight line by least squares");
  EXPECT_EQ(row["forecast"], "n/a");
  EXPECT_EQ(row["against_target"], "");
  EXPECT_TRUE(Says(section, "2 values on record, and a straight line by least squares needs"));
}

TEST(GapAndPaceTest, AKpiWithoutAValueOrAYearSaysSo) {
  DatasetBuilder data("2025-11-30");
  data.AddTarget("EN-K-04", 1, 2018).AddTarget("EN-K-07", 10, 0);
  data.AddObservation({.of = "EN-K-07", .period = "2024", .value = 4, .edition = kReview});
  const std::vector<Section> sections = Ask(data.Build(), "gap-and-pace");
  ASSERT_THAT(sections, SizeIs(1)) << "nothing can be forecast";
  EXPECT_EQ(RowWith(sections[0], "EN-K-04")["gap"], "n/a");
  EXPECT_EQ(RowWith(sections[0], "EN-K-07")["gap"], "6");
  EXPECT_EQ(RowWith(sections[0], "EN-K-07")["needed"], "n/a");
  EXPECT_TRUE(Says(sections[0], "No actual value is on record."));
  EXPECT_TRUE(Says(sections[0], "The target has no year."));
}

TEST(GapAndPaceTest, AReachedTargetNeedsNothingMore) {
  DatasetBuilder data("2025-11-30");
  data.AddTarget("EN-K-03", 35, 2025);
  data.AddObservation({.of = "EN-K-03", .period = "2023", .value = 37, .edition = kReview});
  auto row = RowWith(Ask(data.Build(), "gap-and-pace").at(0), "EN-K-03");
  EXPECT_EQ(row["gap"], "-2");
  EXPECT_EQ(row["needed"], "0.00");
}

DatasetBuilder NationalSeries() {
  DatasetBuilder data("2024-12-31");
  data.AddMembers();
  const auto add = [&data](const char* series, const char* state, const char* year, double value) {
    data.AddObservation(
        {.of = series, .is_series = true, .member_state = state, .period = year, .value = value});
  };
  const char* energy = "energy_use_per_person";
  const char* output = "alternative_gdp_per_capita_ppp_wb";
  add(energy, "THA", "2005", 100);
  add(energy, "THA", "2007", 81);
  add(output, "THA", "2005", 10000);
  add(output, "THA", "2007", 10000);
  add(energy, "LAO", "2005", 50);
  add(energy, "LAO", "2008", 60);
  add(output, "LAO", "2005", 5000);
  add(output, "LAO", "2008", 5000);
  add(energy, "VNM", "2010", 50);
  add(output, "VNM", "2005", 5000);
  return data;
}

TEST(IntensityByStateTest, HoldsEachMemberStateAgainst2005) {
  const Section section = Ask(NationalSeries().Build(), "intensity-by-state").at(0);
  auto row = RowWith(section, "THA");
  EXPECT_EQ(row["base"], "10.0");
  EXPECT_EQ(row["latest"], "8.1");
  EXPECT_EQ(row["reduction"], "19.0");
  EXPECT_EQ(row["yearly"], "-10.00") << "compound";
  EXPECT_EQ(RowWith(section, "LAO")["reduction"], "-20.0") << "it rose";
  EXPECT_EQ(FigureOf(section, "Less intensive than in 2005"), "1 of 2");
  EXPECT_EQ(FigureOf(section, "With both series"), "2 of 10");
}

TEST(IntensityByStateTest, AMemberStateWithoutASeriesIsShownWithTheReason) {
  const Section section = Ask(NationalSeries().Build(), "intensity-by-state").at(0);
  EXPECT_EQ(RowWith(section, "VNM")["reduction"], "n/a");
  EXPECT_EQ(RowWith(section, "BRN")["reduction"], "n/a");
  EXPECT_TRUE(Says(section, "There is no energy use of 2005."));
  EXPECT_TRUE(Says(section, "No energy use is on record."));
}

TEST(IntensityByStateTest, ShowsTheWayAsAnIndex) {
  const Section section = Ask(NationalSeries().Build(), "intensity-by-state").at(1);
  EXPECT_EQ(RowWith(section, "LAO")["y2005"], "100");
  EXPECT_EQ(RowWith(section, "LAO")["y2008"], "120");
  EXPECT_EQ(RowWith(section, "THA")["y2008"], "not reported");
}

TEST(ProgrammeAreaTest, KeepsCountsAndScoresApart) {
  DatasetBuilder plan("2024-12-31");
  plan.AddLine({.code = "APG", .level = "programme_area", .lead_body = "HAPUA"});
  for (const char* code : {"A", "B", "C"}) {
    plan.AddLine({.code = code,
                  .parent = "APG",
                  .level = "action",
                  .counted = true,
                  .headline = code[0] == 'A' ? sheaf::v1::HEADLINE_COMPLETED
                                             : sheaf::v1::HEADLINE_IN_PROGRESS});
  }
  plan.AddLine({.code = "CNE", .level = "programme_area"});
  plan.AddLine({.code = "D", .parent = "CNE", .level = "action", .counted = true});
  const auto score = [&plan](const char* line, const char* date, double value) {
    plan.AddUpdate({.line = line,
                    .status = "on_going",
                    .date = date,
                    .value = value,
                    .unit = "score out of 5"});
  };
  score("A", "2019", 1);
  score("A", "2020", 5);
  score("B", "2020", 4);
  const Section section = Ask(plan.Build(), "phase-scorecard").at(1);
  auto area = RowWith(section, "APG");
  EXPECT_EQ(area["completed"], "1 of 3");
  EXPECT_EQ(area["scored"], "2");
  EXPECT_EQ(area["score"], "4.50") << "of the last scores of A and B; C has none";
  EXPECT_EQ(RowWith(section, "CNE")["score"], "n/a");
  EXPECT_TRUE(Says(section, "No activity has a score."));
}

TEST(EnergyKpiRegisterTest, ShowsEveryFigureOfTheRegisterWithItsYearAndKind) {
  DatasetBuilder data("2025-11-30");
  plugin::AddSampleFigures("energy", &data);
  EXPECT_THAT(plugin::UnshownFigures("energy", Ask(data.Build(), "kpi-register")), IsEmpty());
  const Dataset nothing = DatasetBuilder("2025-11-30").Build();
  EXPECT_FALSE(plugin::UnshownFigures("energy", Ask(nothing, "kpi-register")).empty());
}

TEST(EnergyTargetFormatsTest, SayThatThereIsNothingRatherThanShowAnEmptyTable) {
  const Dataset data = DatasetBuilder("2024-12-31").Build();
  for (const char* format : {"gap-and-pace", "intensity-by-state"}) {
    const std::vector<Section> sections = Ask(data, format);
    ASSERT_THAT(sections, SizeIs(1)) << format;
    EXPECT_FALSE(plugin::HasEmptyTable(sections[0])) << format;
    EXPECT_TRUE(Says(sections[0], "No ")) << format;
  }
}

TEST(EnergyFormatsTest, EachSeriesOfAChartHasAPointForEachLabel) {
  DatasetBuilder builder = NationalSeries();
  plugin::AddSampleFigures("energy", &builder);
  const Dataset data = builder.Build();
  int charts = 0;
  for (const char* format : {"kpi-outlook", "gap-and-pace", "intensity-by-state"}) {
    for (const Section& section : Ask(data, format)) {
      for (const auto& block : section.blocks()) {
        if (!block.has_chart()) continue;
        ++charts;
        for (const auto& series : block.chart().series()) {
          EXPECT_EQ(series.points_size(), block.chart().labels_size()) << block.chart().title();
        }
      }
    }
  }
  EXPECT_GT(charts, 3);
}

TEST(EnergyFormatsTest, TheSameDataGiveTheSameBytes) {
  DatasetBuilder builder("2025-11-30");
  plugin::AddSampleFigures("energy", &builder);
  const Dataset data = builder.Build();
  const sheaf::v1::SectorManifest manifest = plugin::ParseManifest(kManifest);
  for (const auto& format : manifest.report_formats()) {
    std::string first, second;
    for (const Section& section : Ask(data, format.id())) first += section.SerializeAsString();
    for (const Section& section : Ask(data, format.id())) second += section.SerializeAsString();
    EXPECT_EQ(first, second) << format.id();
  }
}

}  // namespace
}  // namespace sheaf::energy
