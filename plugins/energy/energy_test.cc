// Energy's report formats, KPIs and findings, on data sets filled by hand.
#include <gmock/gmock.h>

#include "plugin_manifest.h"
#include "plugins/energy/energy_sector.h"
#include "plugins/energy/phases.h"
#include "plugins/sdk/dataset_builder.h"
#include "plugins/sdk/questions.h"
#include "plugins/sdk/sample_data.h"
#include "plugins/sdk/section_reader.h"

namespace sheaf::energy {
namespace {

using plugin::Dataset;
using plugin::DatasetBuilder;
using plugin::FigureOf;
using plugin::KpiIn;
using plugin::RowWith;
using plugin::Says;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kReview[] = "AEC end-term review";
constexpr char kPress[] = "press report of 17 October 2025";

sheaf::v1::SectorManifest Manifest() { return plugin::ParseManifest(kManifest); }

DatasetBuilder Intensity() {
  DatasetBuilder data("2025-11-30");
  data.AddBaseline("EN-K-01", 0, 2005);
  data.AddTarget("EN-K-01", 20, 2020).AddTarget("EN-K-01", 30, 2025).AddTarget("EN-K-01", 32, 2025);
  data.AddObservation({.of = "EN-K-01", .period = "2022", .value = 27, .edition = kReview});
  data.AddObservation({.of = "EN-K-01",
                       .period = "2025",
                       .value = 29.2,
                       .kind = sheaf::v1::FORECAST,
                       .edition = kReview});
  data.AddObservation({.of = "EN-K-01", .period = "2023", .value = 25.5, .edition = kPress});
  return data;
}

DatasetBuilder& AddPhases(DatasetBuilder& data, double score = 4.94) {
  data.AddLine({.code = "EN-PH1", .level = "phase", .title = "Phase I: short term"});
  data.AddLine({.code = "EN-PH2", .level = "phase", .title = "Phase II"});
  data.AddUpdate({.line = "EN-PH1",
                  .status = "completed",
                  .date = "2020",
                  .value = 98.8,
                  .unit = "% achievement"});
  data.AddUpdate({.line = "EN-PH1",
                  .status = "completed",
                  .date = "2020",
                  .value = score,
                  .unit = "score out of 5"});
  data.AddUpdate({.line = "EN-PH2",
                  .status = "on_going",
                  .date = "2024-12",
                  .value = 66.7,
                  .unit = "% activities completed"});
  data.AddObservation({.of = "EN-K-15", .period = "2020", .value = 298});
  data.AddObservation({.of = "EN-K-17", .period = "2020", .value = 4.94});
  data.AddObservation({.of = "EN-K-18", .period = "2024", .value = 36});
  return data;
}

plugin::Answer Ask(const Dataset& data, std::string_view format) {
  Energy energy(Manifest());
  return plugin::AskFor(format, data, energy);
}

TEST(EnergyManifestTest, FitsTheSampleData) { EXPECT_THAT(plugin::Misfits(Manifest()), IsEmpty()); }

TEST(KpiOutlookTest, HoldsTheForecastAgainstTheTargetInForce) {
  const Dataset data = Intensity().Build();
  auto row = RowWith(Ask(data, "kpi-outlook").sections.at(0), "EN-K-01");
  EXPECT_EQ(row["actual"], "27");
  EXPECT_EQ(row["forecast"], "29.2");
  EXPECT_EQ(row["target"], "32");
  EXPECT_EQ(row["beyond_target"], "-2.8");
}

TEST(KpiOutlookTest, KeepsEveryVersionOfTheTarget) {
  const Dataset data = Intensity().Build();
  const sheaf::v1::Section section = Ask(data, "kpi-outlook").sections.at(1);
  EXPECT_EQ(RowWith(section, "1")["value"], "20");
  EXPECT_EQ(RowWith(section, "1")["standing"], "In force");
  EXPECT_EQ(RowWith(section, "2")["value"], "30");
  EXPECT_EQ(RowWith(section, "2")["standing"], "Superseded");
  EXPECT_EQ(RowWith(section, "3")["value"], "32");
  EXPECT_EQ(RowWith(section, "3")["standing"], "In force");
}

TEST(KpiOutlookTest, SaysThatEditionsDisagree) {
  const Dataset data = Intensity().Build();
  const sheaf::v1::Section section = Ask(data, "kpi-outlook").sections.at(1);
  EXPECT_TRUE(Says(section,
                   "AEC end-term review gives 27 for 2022; press report of 17 October "
                   "2025 gives 25.5 for 2023, which is lower."));
  EXPECT_EQ(RowWith(section, kPress)["beyond_target"], "-6.5");
}

TEST(KpiOutlookTest, AFallWithinOneEditionIsNoDisagreement) {
  DatasetBuilder builder("2025-11-30");
  builder.AddTarget("EN-K-02", 23, 2025);
  builder.AddObservation({.of = "EN-K-02", .period = "2021", .value = 16.2, .edition = kReview});
  builder.AddObservation({.of = "EN-K-02", .period = "2022", .value = 15.6, .edition = kReview});
  const Dataset data = builder.Build();
  EXPECT_FALSE(Says(Ask(data, "kpi-outlook").sections.at(1), "disagree"));
}

TEST(KpiOutlookTest, TakesTheTargetOfTheEarliestYearThatIsNotOver) {
  DatasetBuilder builder("2019-06-30");
  builder.AddTarget("EN-K-01", 20, 2020).AddTarget("EN-K-01", 30, 2025);
  const Dataset data = builder.Build();
  auto row = RowWith(Ask(data, "kpi-outlook").sections.at(0), "EN-K-01");
  EXPECT_EQ(row["target"], "20");
  EXPECT_EQ(row["actual"], "not reported");
  EXPECT_EQ(row["beyond_target"], "not reported");
}

TEST(KpiOutlookTest, AnExceededTargetIsAboveZero) {
  DatasetBuilder builder("2025-11-30");
  builder.AddTarget("EN-K-03", 35, 2025);
  builder.AddObservation({.of = "EN-K-03", .period = "2021", .value = 33.4, .edition = kReview});
  builder.AddObservation({.of = "EN-K-03",
                          .period = "2025",
                          .value = 37.9,
                          .kind = sheaf::v1::FORECAST,
                          .edition = kReview});
  const Dataset data = builder.Build();
  auto row = RowWith(Ask(data, "kpi-outlook").sections.at(0), "EN-K-03");
  EXPECT_EQ(row["beyond_target"], "2.9");
}

TEST(KpiOutlookTest, ATargetWithoutAYearIsATarget) {
  DatasetBuilder builder("2025-11-30");
  builder.AddTarget("EN-K-07", 10, 0);
  builder.AddObservation({.of = "EN-K-07", .period = "2024", .value = 4, .edition = kReview});
  const Dataset data = builder.Build();
  auto row = RowWith(Ask(data, "kpi-outlook").sections.at(0), "EN-K-07");
  EXPECT_EQ(row["target_year"], "not stated");
  EXPECT_EQ(row["beyond_target"], "-6");
}

TEST(PhaseScorecardTest, KeepsScoreAchievementAndShareApart) {
  DatasetBuilder builder("2024-12-31");
  const Dataset data = AddPhases(builder).Build();
  const sheaf::v1::Section section = Ask(data, "phase-scorecard").sections.at(0);
  auto first = RowWith(section, "EN-PH1");
  EXPECT_EQ(first["activities"], "298");
  EXPECT_EQ(first["score"], "4.94");
  EXPECT_EQ(first["achievement"], "98.8");
  EXPECT_EQ(first["completed"], "not reported");
  auto second = RowWith(section, "EN-PH2");
  EXPECT_EQ(second["score"], "not reported");
  EXPECT_EQ(second["completed"], "66.7");
  EXPECT_TRUE(Says(section, "4.94 of 5 is 98.8%, one result said twice"));
  EXPECT_TRUE(Says(section, "66.7% of 36 activities is 24 activities."));
}

TEST(PhaseTest, AShareThatNoWholeNumberGivesIsSaid) {
  EXPECT_EQ(WholeNumberOf(66.7, 36), 24);
  EXPECT_EQ(WholeNumberOf(65, 36), std::nullopt);
  EXPECT_EQ(WholeNumberOf(65, 0), std::nullopt);
}

TEST(PhaseTest, AScoreAndItsPercentageAreOneResultWithinRounding) {
  EXPECT_TRUE(SaysTheSame(4.94, 98.8));
  EXPECT_FALSE(SaysTheSame(4.94, 95));
}

TEST(EnergyFindingTest, AFigureThatItsKpiGivesDifferently) {
  DatasetBuilder agrees("2024-12-31");
  EXPECT_THAT(Ask(AddPhases(agrees).Build(), "").findings, IsEmpty());
  DatasetBuilder differs("2024-12-31");
  const plugin::Answer answer = Ask(AddPhases(differs, 4.8).Build(), "");
  ASSERT_THAT(answer.findings, SizeIs(1));
  EXPECT_THAT(answer.findings[0].text(), HasSubstr("reports 4.8 where EN-K-17 has 4.94"));
}

TEST(EnergyHighlightsTest, QuotesTheEditionThatHasTheForecast) {
  DatasetBuilder builder = Intensity();
  const Dataset data = AddPhases(builder).Build();
  const sheaf::v1::Section section = Ask(data, "highlights").sections.at(0);
  EXPECT_EQ(FigureOf(section, "Energy-intensity reduction from 2005 level"), "27");
  EXPECT_EQ(FigureOf(section, "Phase I: mean score"), "4.94");
  EXPECT_EQ(FigureOf(section, "Phase II: completed"), "66.7");
  EXPECT_TRUE(Says(section, "the editions disagree"));
}

TEST(EnergyFormatsTest, SayThatThereIsNothingRatherThanShowAnEmptyTable) {
  const Dataset data = DatasetBuilder("2024-12-31").Build();
  for (const char* format : {"highlights", "phase-scorecard", "kpi-outlook"}) {
    const sheaf::v1::Section section = Ask(data, format).sections.at(0);
    EXPECT_FALSE(plugin::HasEmptyTable(section)) << format;
    EXPECT_TRUE(Says(section, "No ") || Says(section, "no ")) << format;
  }
}

TEST(EnergyKpiTest, AnInstrumentSignedBySomeIsNotSignedByAll) {
  DatasetBuilder builder("2024-12-31");
  for (const char* code : {"LNG", "LTMS"}) {
    builder.AddLine({.code = code,
                     .level = "action",
                     .instrument_type = sheaf::v1::BINDING,
                     .counted = true,
                     .headline = sheaf::v1::HEADLINE_IN_PROGRESS});
  }
  builder.AddUpdate({.line = "LNG", .status = "partially_signed", .date = "2024-06"});
  builder.AddUpdate({.line = "LTMS", .status = "signed", .date = "2019"});
  const plugin::Answer answer = Ask(builder.Build(), "");
  EXPECT_EQ(KpiIn(answer, "EN-C-01")->share().numerator(), 1);
  EXPECT_EQ(KpiIn(answer, "EN-C-01")->share().denominator(), 2);
}

TEST(EnergyKpiTest, CountsWhatMinistersDecidedAtANumberedMeeting) {
  DatasetBuilder builder("2024-12-31");
  builder.AddLine({.code = "A", .level = "action", .counted = true});
  builder.AddLine({.code = "B", .level = "action", .counted = true});
  builder.AddUpdate(
      {.line = "A", .status = "adopted", .date = "2023", .body = "AMEM", .meeting = "AMEM-41"});
  builder.AddUpdate(
      {.line = "B", .status = "planned", .date = "2025", .body = "AMEM", .meeting = "AMEM-43"});
  EXPECT_EQ(KpiIn(Ask(builder.Build(), ""), "EN-C-02")->value(), 1);
}

TEST(EnergyKpiTest, IntensityIsEnergyOverOutputAgainst2005) {
  DatasetBuilder builder("2024-12-31");
  const auto add = [&builder](const char* series, const char* state, const char* year,
                              double value) {
    builder.AddObservation(
        {.of = series, .is_series = true, .member_state = state, .period = year, .value = value});
  };
  add("energy_use_per_person", "THA", "2005", 100);
  add("energy_use_per_person", "THA", "2020", 120);
  add("energy_use_per_person", "THA", "2021", 130);
  add("alternative_gdp_per_capita_ppp_wb", "THA", "2005", 10);
  add("alternative_gdp_per_capita_ppp_wb", "THA", "2020", 16);
  add("energy_use_per_person", "LAO", "2020", 50);
  add("alternative_gdp_per_capita_ppp_wb", "LAO", "2020", 5);
  const plugin::Answer answer = Ask(builder.Build(), "");
  ASSERT_NE(KpiIn(answer, "EN-C-03", "THA"), nullptr);
  EXPECT_DOUBLE_EQ(KpiIn(answer, "EN-C-03", "THA")->value(), 25);
  EXPECT_EQ(KpiIn(answer, "EN-C-03", "THA")->period(), "2020");
  EXPECT_EQ(KpiIn(answer, "EN-C-03", "LAO"), nullptr) << "no value of 2005";
}

TEST(EnergySectorTest, RefusesAFormatThatItDoesNotHave) {
  Energy energy(Manifest());
  plugin::Answer answer;
  const absl::Status status =
      energy.Evaluate(DatasetBuilder("2024-12-31").Build(), "treaty-matrix", &answer);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sheaf::energy
