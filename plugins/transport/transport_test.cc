// Transport's report formats, KPIs and findings, on data sets filled by hand.
#include <gmock/gmock.h>

#include "plugin_manifest.h"
#include "plugins/sdk/dataset_builder.h"
#include "plugins/sdk/questions.h"
#include "plugins/sdk/sample_data.h"
#include "plugins/sdk/section_reader.h"
#include "plugins/transport/transport_sector.h"

namespace sheaf::transport {
namespace {

using plugin::Dataset;
using plugin::DatasetBuilder;
using plugin::FigureOf;
using plugin::KpiIn;
using plugin::RowWith;
using plugin::Says;
using ::testing::IsEmpty;
using ::testing::SizeIs;

sheaf::v1::SectorManifest Manifest() { return plugin::ParseManifest(kManifest); }

// One workstream with the agreement on passengers (CBTP), which six of ten have ratified, its
// pilot, an air protocol that all have ratified, and a search and rescue agreement that two have
// still to sign.
DatasetBuilder Plan(const std::string& effective_date) {
  DatasetBuilder plan(effective_date);
  plan.AddMembers();
  plan.AddLine({.code = "F", .level = "workstream", .title = "Facilitation"});
  plan.AddLine({.code = "CBTP",
                .parent = "F",
                .level = "action",
                .instrument_type = sheaf::v1::BINDING,
                .counted = true,
                .headline = sheaf::v1::HEADLINE_COMPLETED});
  plan.AddLine({.code = "PILOT",
                .parent = "CBTP",
                .level = "milestone",
                .member_states = "THA;VNM",
                .counted = true});
  plan.AddLine({.code = "P3",
                .parent = "F",
                .level = "action",
                .instrument_type = sheaf::v1::BINDING,
                .counted = true,
                .headline = sheaf::v1::HEADLINE_COMPLETED});
  plan.AddLine({.code = "SAR",
                .parent = "F",
                .level = "action",
                .instrument_type = sheaf::v1::BINDING,
                .counted = true,
                .headline = sheaf::v1::HEADLINE_IN_PROGRESS});
  plan.AddLine({.code = "GUIDE",
                .parent = "F",
                .level = "action",
                .instrument_type = sheaf::v1::NON_BINDING,
                .counted = true});
  return plan;
}

DatasetBuilder PlanWithUpdates(const std::string& effective_date = "2024-12-31") {
  DatasetBuilder plan = Plan(effective_date);
  const std::string ratified = "member states ratified";
  plan.AddUpdate({.line = "CBTP",
                  .status = "signed",
                  .date = "2017",
                  .value = 10,
                  .unit = "member states signed"});
  for (const char* state : {"IDN", "MMR", "PHL", "SGP", "THA", "VNM"}) {
    plan.AddUpdate(
        {.line = "CBTP", .member_state = state, .status = "ratified", .date = "2023-12"});
  }
  for (const char* state : {"BRN", "MYS"}) {
    plan.AddUpdate({.line = "CBTP",
                    .member_state = state,
                    .status = "pending_ratification",
                    .date = "2023-12"});
  }
  plan.AddUpdate(
      {.line = "CBTP", .status = "in_force", .date = "2023-12", .value = 6, .unit = ratified});
  plan.AddUpdate({.line = "PILOT", .member_state = "THA", .status = "pilot", .date = "2020"});
  plan.AddUpdate({.line = "P3", .status = "signed", .date = "2018"});
  plan.AddUpdate(
      {.line = "P3", .status = "ratified", .date = "2020-03", .value = 10, .unit = ratified});
  plan.AddUpdate({.line = "P3", .status = "in_force", .date = "2020-04"});
  plan.AddUpdate({.line = "SAR",
                  .status = "signed",
                  .date = "2022-10-16",
                  .value = 8,
                  .unit = "member states signed"});
  plan.AddUpdate({.line = "SAR",
                  .status = "pending_signature",
                  .date = "2022-10-16",
                  .value = 2,
                  .unit = "member states pending"});
  plan.AddUpdate({.line = "GUIDE", .status = "adopted", .date = "2021"});
  return plan;
}

plugin::Answer Ask(const Dataset& data, std::string_view format) {
  Transport transport(Manifest());
  return plugin::AskFor(format, data, transport);
}

sheaf::v1::Section Register(const Dataset& data) {
  return Ask(data, "treaty-matrix").sections.at(0);
}
sheaf::v1::Section Matrix(const Dataset& data) { return Ask(data, "treaty-matrix").sections.at(1); }

TEST(TransportManifestTest, FitsTheSampleData) {
  EXPECT_THAT(plugin::Misfits(Manifest()), IsEmpty());
}

TEST(TransportManifestTest, OnlyForceCompletesABindingInstrument) {
  const plugin::Vocabulary words(Manifest());
  EXPECT_EQ(words.Word("in_force")->state(), sheaf::v1::COMPLETED);
  const sheaf::v1::StatusDefinition& signing = *words.Word("signed");
  EXPECT_EQ(signing.state(), sheaf::v1::COMPLETED);
  ASSERT_THAT(signing.by_instrument(), SizeIs(1));
  EXPECT_EQ(signing.by_instrument(0).instrument_type(), sheaf::v1::BINDING);
  EXPECT_EQ(signing.by_instrument(0).state(), sheaf::v1::IN_PROGRESS);
}

TEST(TreatyMatrixTest, ShowsTheLastStepOfEachMemberState) {
  const Dataset data = PlanWithUpdates().Build();
  auto row = RowWith(Matrix(data), "CBTP");
  EXPECT_EQ(row["idn"], "R 2023-12");
  EXPECT_EQ(row["brn"], "pR 2023-12");
}

TEST(TreatyMatrixTest, ShowsTheStepsOfTheRegionWithNumbersAndDates) {
  const Dataset data = PlanWithUpdates().Build();
  auto row = RowWith(Register(data), "CBTP");
  EXPECT_EQ(row["region"], "Signed 2017 (10); In force 2023-12 (6)");
  EXPECT_EQ(row["signed"], "10 of 10");
  EXPECT_EQ(row["ratified"], "6 of 10");
  EXPECT_EQ(row["in_force"], "2023-12");
  EXPECT_EQ(RowWith(Register(data), "PILOT")["on_trial"], "1 of 2");
  EXPECT_EQ(row["on_trial"], "not reported");
}

TEST(TreatyMatrixTest, CountsThoseWhoTakePartOnTheEffectiveDate) {
  const Dataset before = PlanWithUpdates("2024-12-31").Build();
  const Dataset after = PlanWithUpdates("2025-12-31").Build();
  EXPECT_EQ(RowWith(Register(before), "CBTP")["ratified"], "6 of 10");
  EXPECT_EQ(RowWith(Register(after), "CBTP")["ratified"], "6 of 11");
  EXPECT_EQ(RowWith(Register(before), "CBTP")["signed"], "10 of 10");
}

TEST(TreatyMatrixTest, MoreThanTakePartAreANumberAndNoShare) {
  DatasetBuilder plan = PlanWithUpdates();
  plan.AddUpdate({.line = "PILOT",
                  .status = "ratified",
                  .date = "2023",
                  .value = 4,
                  .unit = "member states ratified"});
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Register(data), "PILOT")["ratified"], "4");
  EXPECT_TRUE(Says(Register(data), "More than take part on the date of the report (2)."));
}

TEST(TreatyMatrixTest, ARegionalReportThatAllHaveRatifiedStandsForEachOfThatDate) {
  const Dataset data = PlanWithUpdates("2025-12-31").Build();
  const sheaf::v1::Section matrix = Matrix(data);
  auto row = RowWith(matrix, "P3");
  EXPECT_EQ(row["brn"], "R 2020-03");
  EXPECT_EQ(row["tls"], "not reported") << "Timor-Leste joined later";
  EXPECT_TRUE(Says(matrix, "the region reported that all have"));
}

TEST(TreatyMatrixTest, WhoTakesNoPartIsNotApplicableAndWhoIsSilentIsNotReported) {
  const Dataset data = PlanWithUpdates().Build();
  auto row = RowWith(Matrix(data), "PILOT");
  EXPECT_EQ(row["tha"], "P 2020");
  EXPECT_EQ(row["vnm"], "not reported");
  EXPECT_EQ(row["sgp"], "not applicable");
  EXPECT_EQ(RowWith(Register(data), "PILOT")["ratified"], "not reported");
}

TEST(TreatyMatrixTest, LeavesNonBindingTextsOut) {
  const Dataset data = PlanWithUpdates().Build();
  EXPECT_THAT(RowWith(Register(data), "GUIDE"), IsEmpty());
  EXPECT_THAT(RowWith(Matrix(data), "SAR"), IsEmpty()) << "no state is named";
  EXPECT_TRUE(Says(Matrix(data), "1 further instrument is reported for the region alone"));
}

TEST(TreatyMatrixTest, ListsWhatEachMemberStateHasStillToDo) {
  const Dataset data = PlanWithUpdates().Build();
  const sheaf::v1::Section section = Ask(data, "treaty-matrix").sections.at(2);
  auto row = RowWith(section, "MYS");
  EXPECT_EQ(row["signatures"], "0");
  EXPECT_EQ(row["ratifications"], "1");
  EXPECT_EQ(row["instruments"], "CBTP (CBTP)");
  EXPECT_THAT(RowWith(section, "IDN"), IsEmpty());
}

TEST(TreatyMatrixTest, SaysThatThereIsNothingRatherThanShowAnEmptyTable) {
  DatasetBuilder plan("2024-12-31");
  const Dataset data = plan.Build();
  for (const char* format : {"treaty-matrix", "highlights"}) {
    for (const sheaf::v1::Section& section : Ask(data, format).sections) {
      EXPECT_FALSE(plugin::HasEmptyTable(section)) << section.id();
      EXPECT_TRUE(Says(section, "No ") || Says(section, "no ")) << section.id();
    }
  }
}

TEST(TransportHighlightsTest, TellsWhatIsInForceAndWhatWaits) {
  const Dataset data = PlanWithUpdates().Build();
  const sheaf::v1::Section section = Ask(data, "highlights").sections.at(0);
  EXPECT_EQ(FigureOf(section, "Binding instruments in force"), "2 of 3");
  EXPECT_EQ(FigureOf(section, "Waiting for signature or ratification"), "2");
  EXPECT_EQ(FigureOf(section, "Piloted or in live operation"), "1");
  EXPECT_EQ(RowWith(section, "CBTP")["who"], "BRN, MYS");
  EXPECT_EQ(RowWith(section, "SAR")["who"], "2, not named");
}

TEST(TransportKpiTest, ComputesSharesAndCountsFromTheRecords) {
  const Dataset data = PlanWithUpdates().Build();
  const plugin::Answer answer = Ask(data, "");
  EXPECT_THAT(answer.sections, IsEmpty());
  EXPECT_EQ(KpiIn(answer, "TR-C-01")->share().numerator(), 2);
  EXPECT_EQ(KpiIn(answer, "TR-C-01")->share().denominator(), 3);
  EXPECT_EQ(KpiIn(answer, "TR-C-01")->period(), "2024");
  EXPECT_EQ(KpiIn(answer, "TR-C-02")->value(), 1) << "P3, by all ten of its time";
}

TEST(TransportKpiTest, AMemberStateWithoutAWordOfItsOwnIsNotZero) {
  const Dataset data = PlanWithUpdates().Build();
  const plugin::Answer answer = Ask(data, "");
  EXPECT_EQ(KpiIn(answer, "TR-C-03", "MYS")->value(), 1);
  EXPECT_EQ(KpiIn(answer, "TR-C-03", "IDN")->value(), 0);
  EXPECT_EQ(KpiIn(answer, "TR-C-03", "LAO"), nullptr);
}

TEST(TransportKpiTest, WithoutAPlanNothingIsReported) {
  const plugin::Answer answer = Ask(DatasetBuilder("2024-12-31").Build(), "");
  for (const auto& value : answer.kpi_values) {
    EXPECT_EQ(value.missing(), sheaf::v1::NOT_REPORTED) << value.kpi();
    EXPECT_FALSE(value.has_value()) << value.kpi();
  }
}

TEST(TransportKpiTest, CountsTheStatesWithAPlanForIntelligentTransport) {
  DatasetBuilder plan("2024-12-31");
  plan.AddMembers().AddLine({.code = "TR-L-013", .level = "milestone", .counted = true});
  plan.AddUpdate({.line = "TR-L-013", .member_state = "IDN", .status = "in_place", .date = "2023"});
  plan.AddUpdate({.line = "TR-L-013", .member_state = "LAO", .status = "drafting", .date = "2023"});
  const plugin::Answer answer = Ask(plan.Build(), "");
  EXPECT_EQ(KpiIn(answer, "TR-C-04")->value(), 1);
}

TEST(TransportFindingTest, CompletedThoughSomeHaveNotRatified) {
  const Dataset data = PlanWithUpdates("2025-12-31").Build();
  const plugin::Answer answer = Ask(data, "");
  ASSERT_THAT(answer.findings, SizeIs(1)) << "P3 was ratified by all of its time";
  EXPECT_EQ(answer.findings[0].rule(), "transport-ratified-short-v1");
  EXPECT_THAT(answer.findings[0].text(), ::testing::HasSubstr("6 of the 10 member states"));
}

TEST(TransportSectorTest, RefusesAFormatThatItDoesNotHave) {
  Transport transport(Manifest());
  plugin::Answer answer;
  const absl::Status status =
      transport.Evaluate(DatasetBuilder("2024-12-31").Build(), "outlook", &answer);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sheaf::transport
