// ICT's report formats, KPIs and findings, on data sets filled by hand.
#include <gmock/gmock.h>

#include "plugin_manifest.h"
#include "plugins/ict/ict_sector.h"
#include "plugins/sdk/dataset_builder.h"
#include "plugins/sdk/questions.h"
#include "plugins/sdk/sample_data.h"
#include "plugins/sdk/section_reader.h"

namespace sheaf::ict {
namespace {

using plugin::Dataset;
using plugin::DatasetBuilder;
using plugin::FigureOf;
using plugin::RowWith;
using plugin::Says;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

sheaf::v1::SectorManifest Manifest() { return plugin::ParseManifest(kManifest); }

void AddInitiative(DatasetBuilder& plan, const std::string& code,
                   sheaf::v1::CanonicalState state = sheaf::v1::IN_PROGRESS,
                   const std::string& proponent = "") {
  plan.AddLine({.code = code,
                .parent = "SM8",
                .level = "initiative",
                .lead_body = proponent,
                .counted = true,
                .state = state,
                .headline = sheaf::v1::HEADLINE_IN_PROGRESS});
}

// A strategic measure with a strategy that went through the chain, a framework that waits for the
// ministers, one line of every way out, and one that was never on the chain.
DatasetBuilder Plan(const std::string& effective_date = "2024-12-31") {
  DatasetBuilder plan(effective_date);
  plan.AddLine(
      {.code = "SM8", .level = "strategic_measure", .title = "Security", .lead_body = "ADGMIN"});
  AddInitiative(plan, "STRATEGY", sheaf::v1::COMPLETED, "Singapore");
  AddInitiative(plan, "FRAMEWORK", sheaf::v1::PENDING);
  AddInitiative(plan, "LOCKERS", sheaf::v1::CANCELLED);
  AddInitiative(plan, "ROAMING", sheaf::v1::NO_LONGER_REPORTED);
  AddInitiative(plan, "CERTIFICATE", sheaf::v1::POSTPONED);
  AddInitiative(plan, "STUDY", sheaf::v1::COMPLETED);
  plan.AddLine({.code = "GONE", .parent = "SM8", .level = "initiative", .vanished = true});
  plan.AddUpdate({.line = "STRATEGY", .status = "endorsed", .date = "2021-12", .body = "ADGSOM"});
  plan.AddUpdate({.line = "STRATEGY",
                  .status = "adopted",
                  .date = "2022-01-28",
                  .body = "ADGMIN",
                  .meeting = "ADGMIN-2"});
  plan.AddUpdate({.line = "FRAMEWORK", .status = "endorsed", .date = "2023-12", .body = "ADGSOM"});
  plan.AddUpdate({.line = "LOCKERS", .status = "launched", .date = "2020"});
  plan.AddUpdate({.line = "LOCKERS", .status = "cancelled", .date = "2022"});
  plan.AddUpdate({.line = "ROAMING", .status = "initiated", .date = "2021"});
  plan.AddUpdate({.line = "ROAMING",
                  .status = "rescheduled",
                  .date = "2022-01-25",
                  .body = "ADGSOM",
                  .meeting = "ADGSOM-2"});
  plan.AddUpdate({.line = "ROAMING", .status = "no_longer_reported", .date = "2022"});
  plan.AddUpdate(
      {.line = "CERTIFICATE", .status = "postponed", .date = "2021-08", .body = "WG-DDG"});
  plan.AddUpdate({.line = "STUDY", .status = "completed", .date = "2021"});
  plan.AddUpdate({.line = "GONE", .status = "launched", .date = "2019"});
  return plan;
}

plugin::Answer Ask(const Dataset& data, std::string_view format) {
  Ict ict(Manifest());
  return plugin::AskFor(format, data, ict);
}

sheaf::v1::Section Chain(const Dataset& data) {
  return Ask(data, "endorsement-chain").sections.at(0);
}
sheaf::v1::Section Ended(const Dataset& data) {
  return Ask(data, "endorsement-chain").sections.at(1);
}

TEST(IctManifestTest, FitsTheSampleData) { EXPECT_THAT(plugin::Misfits(Manifest()), IsEmpty()); }

TEST(EndorsementChainTest, ShowsBothWordsAndWhereALineStands) {
  const Dataset data = Plan().Build();
  auto row = RowWith(Chain(data), "STRATEGY");
  EXPECT_EQ(row["proponent"], "Singapore");
  EXPECT_EQ(row["seniors"], "Endorsed 2021-12, ADGSOM");
  EXPECT_EQ(row["ministers"], "Adopted 2022-01-28, ADGMIN-2");
  EXPECT_EQ(row["standing"], "Decided by ministers");
}

TEST(EndorsementChainTest, AnEndorsementOfSeniorOfficialsWaitsForMinisters) {
  const Dataset data = Plan().Build();
  auto row = RowWith(Chain(data), "FRAMEWORK");
  EXPECT_EQ(row["ministers"], "not reported");
  EXPECT_EQ(row["standing"], "Waits for ministers");
  EXPECT_EQ(row["proponent"], "ADGMIN") << "that of the line above";
}

TEST(EndorsementChainTest, AWordOfMinistersThatDecidesNothingIsNoDecision) {
  DatasetBuilder plan = Plan();
  plan.AddUpdate({.line = "FRAMEWORK", .status = "pending", .date = "2024", .body = "ADGMIN"});
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Chain(data), "FRAMEWORK")["standing"],
            "Before ministers, no decision recorded");
}

TEST(EndorsementChainTest, ATaskThatMinistersGaveIsNotBeforeThem) {
  DatasetBuilder plan = Plan();
  plan.AddUpdate({.line = "STUDY", .status = "tasked", .date = "2022", .body = "ADGMIN"});
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Chain(data), "STUDY")["standing"], "Below senior officials");
}

TEST(EndorsementChainTest, AnEventAtTheMinistersNeitherDecidesNorWaits) {
  DatasetBuilder plan = Plan();
  plan.AddUpdate({.line = "STUDY",
                  .status = "published",
                  .date = "2024-02-02",
                  .body = "ADGMIN",
                  .meeting = "ADGMIN-4"});
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Chain(data), "STUDY")["standing"],
            "Ministers spoke of it, no decision recorded");
  EXPECT_EQ(FigureOf(Ask(data, "highlights").sections.at(0), "Waiting for ministers"), "1");
}

TEST(EndorsementChainTest, LeavesOutWhatWasNeverBeforeItsBodies) {
  const Dataset data = Plan().Build();
  EXPECT_THAT(RowWith(Chain(data), "STUDY"), IsEmpty());
  EXPECT_THAT(RowWith(Chain(data), "LOCKERS"), IsEmpty());
}

TEST(EndorsementChainTest, TellsTheWaysOutApart) {
  const Dataset data = Plan().Build();
  const sheaf::v1::Section section = Ended(data);
  EXPECT_EQ(RowWith(section, "LOCKERS")["ending"], "Cancelled or withdrawn by decision");
  EXPECT_EQ(RowWith(section, "ROAMING")["ending"], "No longer reported, without a decision");
  EXPECT_EQ(RowWith(section, "CERTIFICATE")["ending"], "Postponed by decision");
  EXPECT_EQ(RowWith(section, "GONE")["ending"], "Vanished from the plan, without a decision");
  EXPECT_THAT(RowWith(section, "STRATEGY"), IsEmpty());
}

TEST(EndorsementChainTest, GivesTheLastWordBeforeALineFellSilent) {
  const Dataset data = Plan().Build();
  const sheaf::v1::Section section = Ended(data);
  EXPECT_EQ(RowWith(section, "ROAMING")["last_word"], "Rescheduled 2022-01-25, ADGSOM-2");
  EXPECT_EQ(RowWith(section, "GONE")["last_word"], "Launched 2019");
  EXPECT_EQ(RowWith(section, "GONE")["ending_word"], "");
}

TEST(IctHighlightsTest, CountsDecidedWaitingCancelledAndSilent) {
  const Dataset data = Plan().Build();
  const sheaf::v1::Section section = Ask(data, "highlights").sections.at(0);
  EXPECT_EQ(FigureOf(section, "Decided by ministers"), "1 of 4");
  EXPECT_EQ(FigureOf(section, "Waiting for ministers"), "1");
  EXPECT_EQ(FigureOf(section, "Cancelled or withdrawn"), "1");
  EXPECT_EQ(FigureOf(section, "Silent"), "2");
  EXPECT_EQ(RowWith(section, "ROAMING")["last_word"], "Rescheduled 2022-01-25");
}

TEST(IctFormatsTest, SayThatThereIsNothingRatherThanShowAnEmptyTable) {
  const Dataset data = DatasetBuilder("2024-12-31").Build();
  for (const char* format : {"highlights", "endorsement-chain"}) {
    for (const sheaf::v1::Section& section : Ask(data, format).sections) {
      EXPECT_FALSE(plugin::HasEmptyTable(section)) << section.id();
      EXPECT_TRUE(Says(section, "No line")) << section.id();
    }
  }
}

TEST(IctKpiTest, AreTheFiguresOfTheChain) {
  const plugin::Answer answer = Ask(Plan().Build(), "");
  ASSERT_THAT(answer.kpi_values, SizeIs(3));
  EXPECT_EQ(answer.kpi_values[0].kpi(), "IC-C-01");
  EXPECT_EQ(answer.kpi_values[0].share().numerator(), 1);
  EXPECT_EQ(answer.kpi_values[0].share().denominator(), 4);
  EXPECT_EQ(answer.kpi_values[1].value(), 1);
  EXPECT_EQ(answer.kpi_values[2].value(), 2);
}

TEST(IctFindingTest, AnEndorsementIsStalledAfterAYear) {
  EXPECT_THAT(Ask(Plan("2024-12-30").Build(), "").findings, IsEmpty());
  const plugin::Answer answer = Ask(Plan("2024-12-31").Build(), "");
  ASSERT_THAT(answer.findings, SizeIs(1));
  EXPECT_THAT(answer.findings[0].text(), HasSubstr("FRAMEWORK"));
  EXPECT_THAT(answer.findings[0].text(), HasSubstr("Endorsed 2023-12, ADGSOM"));
}

TEST(IctSectorTest, RefusesAFormatThatItDoesNotHave) {
  Ict ict(Manifest());
  plugin::Answer answer;
  const absl::Status status =
      ict.Evaluate(DatasetBuilder("2024-12-31").Build(), "treaty-matrix", &answer);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sheaf::ict
