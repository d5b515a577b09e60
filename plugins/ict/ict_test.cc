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
  sheaf::v1::HeadlineClass headline = sheaf::v1::HEADLINE_IN_PROGRESS;
  if (state == sheaf::v1::COMPLETED) headline = sheaf::v1::HEADLINE_COMPLETED;
  if (state == sheaf::v1::CANCELLED) headline = sheaf::v1::HEADLINE_EXCLUDED;
  if (state == sheaf::v1::NO_LONGER_REPORTED) headline = sheaf::v1::HEADLINE_NOT_REPORTED;
  if (state == sheaf::v1::POSTPONED) headline = sheaf::v1::HEADLINE_NOT_STARTED;
  std::map<std::string, std::string> attributes;
  if (!proponent.empty()) attributes["proponent"] = proponent;
  plan.AddLine({.code = code,
                .parent = "SM8",
                .level = "initiative",
                .attributes = attributes,
                .counted = true,
                .state = state,
                .headline = headline});
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
sheaf::v1::Section Departures(const Dataset& data) {
  return Ask(data, "departures").sections.at(0);
}
sheaf::v1::Section Portfolio(const Dataset& data) {
  return Ask(data, "initiative-portfolio").sections.at(1);
}
sheaf::v1::Section Projects(const Dataset& data) {
  return Ask(data, "initiative-portfolio").sections.at(2);
}

void AddProjects(DatasetBuilder& plan, const std::string& year, double all,
                 const std::string& edition = "Review") {
  plan.AddObservation({.of = "IC-K-05", .period = year, .value = all, .edition = edition});
}
void AddCompleted(DatasetBuilder& plan, const std::string& year, double completed,
                  const std::string& edition = "Review") {
  plan.AddObservation({.of = "IC-K-06", .period = year, .value = completed, .edition = edition});
}

TEST(IctManifestTest, FitsTheSampleData) { EXPECT_THAT(plugin::Misfits(Manifest()), IsEmpty()); }

TEST(EndorsementChainTest, ShowsBothWordsAndWhereALineStands) {
  const Dataset data = Plan().Build();
  auto row = RowWith(Chain(data), "STRATEGY");
  EXPECT_EQ(row["proponent"], "Singapore");
  EXPECT_EQ(row["seniors"], "Endorsed 2021-12, ADGSOM");
  EXPECT_EQ(row["ministers"], "Adopted 2022-01-28, ADGMIN-2");
  EXPECT_EQ(row["standing"], "Decided by ministers");
  EXPECT_EQ(row["months"], "0") << "from the end of December to 28 January";
}

TEST(EndorsementChainTest, EveryLineOfTheChainStandsSomewhereOnce) {
  const Dataset data = Plan().Build();
  const sheaf::v1::Section section = Chain(data);
  EXPECT_EQ(RowWith(section, "Decided by ministers")["lines"], "1");
  EXPECT_EQ(RowWith(section, "Waits for ministers")["lines"], "1");
  EXPECT_EQ(RowWith(section, "Postponed, ended or dropped")["lines"], "2");
  EXPECT_EQ(RowWith(section, "All lines of the chain")["lines"], "4");
}

TEST(EndorsementChainTest, DatesThatAreTooCoarseGiveNoMonths) {
  DatasetBuilder plan = Plan();
  AddInitiative(plan, "COARSE");
  plan.AddUpdate({.line = "COARSE", .status = "adopted", .date = "2022-01-28", .body = "ADGMIN"});
  plan.AddUpdate({.line = "COARSE", .status = "endorsed", .date = "2022", .body = "ADGSOM"});
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Chain(data), "COARSE")["months"], "n/a");
  EXPECT_TRUE(Says(Chain(data), "not precise enough"));
}

TEST(EndorsementChainTest, AnEndorsementOfSeniorOfficialsWaitsForMinisters) {
  const Dataset data = Plan().Build();
  auto row = RowWith(Chain(data), "FRAMEWORK");
  EXPECT_EQ(row["ministers"], "not reported");
  EXPECT_EQ(row["standing"], "Waits for ministers");
  EXPECT_EQ(row["proponent"], "not stated") << "a body of the chain proposes nothing";
  EXPECT_EQ(row["months"], "12") << "so far";
}

TEST(EndorsementChainTest, AWordOfMinistersThatDecidesNothingIsNoDecision) {
  DatasetBuilder plan = Plan();
  plan.AddUpdate({.line = "FRAMEWORK", .status = "pending", .date = "2024", .body = "ADGMIN"});
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Chain(data), "FRAMEWORK")["standing"], "Before ministers");
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
  EXPECT_EQ(RowWith(Chain(data), "STUDY")["standing"], "Heard by ministers");
  EXPECT_EQ(FigureOf(Ask(data, "highlights").sections.at(0), "Waiting for ministers"), "1");
}

TEST(EndorsementChainTest, LeavesOutWhatWasNeverBeforeItsBodies) {
  const Dataset data = Plan().Build();
  EXPECT_THAT(RowWith(Chain(data), "STUDY"), IsEmpty());
  EXPECT_THAT(RowWith(Chain(data), "LOCKERS"), IsEmpty());
}

TEST(DeparturesTest, TellsTheWaysOutApart) {
  DatasetBuilder plan = Plan();
  AddInitiative(plan, "CHARTER", sheaf::v1::WITHDRAWN);
  AddInitiative(plan, "FORUM", sheaf::v1::MERGED);
  const Dataset data = plan.Build();
  const sheaf::v1::Section section = Departures(data);
  EXPECT_EQ(RowWith(section, "Cancelled by decision")["lines"], "1");
  EXPECT_EQ(RowWith(section, "Withdrawn by its owner")["lines"], "1");
  EXPECT_EQ(RowWith(section, "Merged into another line")["lines"], "1");
  EXPECT_EQ(RowWith(section, "Postponed by decision")["lines"], "1");
  EXPECT_EQ(RowWith(section, "No longer reported")["lines"], "1");
  EXPECT_EQ(RowWith(section, "Vanished from the plan")["lines"], "1");
  EXPECT_THAT(RowWith(section, "STRATEGY"), IsEmpty());
}

TEST(DeparturesTest, GivesTheLastWordBeforeALineFellSilent) {
  const Dataset data = Plan().Build();
  const sheaf::v1::Section section = Departures(data);
  EXPECT_EQ(RowWith(section, "ROAMING")["last_word"], "Rescheduled 2022-01-25, ADGSOM-2");
  EXPECT_EQ(RowWith(section, "ROAMING")["age"], "35");
  EXPECT_EQ(RowWith(section, "LOCKERS")["ending_word"], "Cancelled 2022");
  EXPECT_EQ(RowWith(section, "GONE")["last_word"], "Launched 2019");
  EXPECT_EQ(RowWith(section, "GONE")["ending_word"], "");
}

TEST(DeparturesTest, AnOpenLineIsSilentOnceItsCadenceIsOver) {
  const Dataset on_the_day = Plan("2024-12-31").Build();
  EXPECT_EQ(RowWith(Departures(on_the_day), "Silent: open")["lines"], "0")
      << "the framework was endorsed in December 2023, twelve months ago";
  const Dataset a_day_later = Plan("2025-01-01").Build();
  EXPECT_EQ(RowWith(Departures(a_day_later), "Silent: open")["lines"], "1");
  EXPECT_EQ(RowWith(Departures(a_day_later), "FRAMEWORK")["last_word"], "Endorsed 2023-12, ADGSOM");
  EXPECT_EQ(RowWith(Departures(a_day_later), "Postponed by decision")["lines"], "1")
      << "what was postponed is not silent";
}

TEST(PortfolioTest, AStatedProponentGoesBeforeALeadBody) {
  DatasetBuilder plan = Plan();
  plan.AddMember("SGP", "Republic of Singapore", "Singapore");
  plan.AddLine({.code = "CERT",
                .parent = "SM8",
                .level = "initiative",
                .lead_body = "Singapore",
                .attributes = {{"proponent", "Malaysia"}},
                .counted = true});
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Portfolio(data), "CERT (CERT)")["proponent"], "Malaysia");
}

TEST(PortfolioTest, ALeadBodyThatIsAMemberStateStandsInForTheProponent) {
  DatasetBuilder plan = Plan();
  plan.AddMember("SGP", "Republic of Singapore", "Singapore");
  plan.AddMember("PHL", "Philippines", "Philippines");
  plan.AddLine({.code = "CERT",
                .parent = "SM8",
                .level = "initiative",
                .lead_body = "Singapore; Philippines",
                .counted = true});
  plan.AddLine({.code = "CERT-1", .parent = "CERT", .level = "activity", .counted = true});
  plan.AddLine({.code = "TASK",
                .parent = "SM8",
                .level = "initiative",
                .lead_body = "Singapore; ADGSOM",
                .counted = true});
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Portfolio(data), "CERT (CERT)")["proponent"], "Singapore; Philippines");
  EXPECT_EQ(RowWith(Portfolio(data), "CERT-1")["proponent"], "Singapore; Philippines");
  EXPECT_EQ(RowWith(Portfolio(data), "TASK")["proponent"], "not stated; led by Singapore; ADGSOM");
  EXPECT_TRUE(Says(Portfolio(data), "that of the line above it"));
}

TEST(PortfolioTest, GivesTheAgeOfTheLastWordInWholeMonths) {
  const Dataset data = Plan("2024-12-31").Build();
  EXPECT_EQ(RowWith(Portfolio(data), "FRAMEWORK")["age"], "12");
  EXPECT_EQ(RowWith(Portfolio(data), "STRATEGY")["age"], "35") << "since 28 January 2022";
  EXPECT_EQ(RowWith(Portfolio(data), "STUDY")["age"], "36") << "2021 ends on 31 December";
}

TEST(PortfolioTest, AnUndatedWordHasNoAgeAndALineWithoutAWordIsNotReported) {
  DatasetBuilder plan = Plan();
  AddInitiative(plan, "FORUM");
  AddInitiative(plan, "QUIET");
  plan.AddUpdate({.line = "FORUM", .status = "established"});
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Portfolio(data), "FORUM")["age"], "n/a");
  EXPECT_EQ(RowWith(Portfolio(data), "QUIET")["last_word"], "not reported");
  EXPECT_EQ(RowWith(Portfolio(data), "QUIET")["standing"], "Not on the chain");
}

TEST(PortfolioTest, TheClassesOfAMeasureAddUpToItsLines) {
  const Dataset data = Plan().Build();
  const sheaf::v1::Section section = Ask(data, "initiative-portfolio").sections.at(0);
  auto row = RowWith(section, "Security");
  EXPECT_EQ(row["lines"], "6") << "the vanished line is not counted";
  EXPECT_EQ(row["completed"], "2");
  EXPECT_EQ(row["in_progress"], "1");
  EXPECT_EQ(row["not_started"], "1");
  EXPECT_EQ(row["not_reported"], "1");
  EXPECT_EQ(row["excluded"], "1");
  EXPECT_EQ(row["completed_share"], "2 of 5") << "the excluded line is not in the denominator";
  EXPECT_EQ(RowWith(section, "All measures")["lines"], "6");
}

TEST(PortfolioTest, LinesOfAChildPlanStandUnderTheMeasureOfTheLineThatItSpellsOut) {
  DatasetBuilder plan = Plan();
  plan.AddLine({.code = "SM9", .level = "strategic_measure", .title = "Later measure"});
  plan.AddLine({.code = "X", .plan = "cyber", .level = "initiative", .counted = true});
  plan.AddPlan({.id = "cyber", .title = "Cyber strategy", .parent_line = "STRATEGY"});
  const Dataset data = plan.Build();
  const sheaf::v1::Section measures = Ask(data, "initiative-portfolio").sections.at(0);
  EXPECT_EQ(RowWith(measures, "Security")["lines"], "7");
  EXPECT_EQ(RowWith(measures, "Later measure")["lines"], "0");
}

TEST(ProjectsTest, ShowsTheCompletedOfAllForEachYear) {
  DatasetBuilder plan = Plan();
  AddProjects(plan, "2023", 86);
  AddProjects(plan, "2024", 108);
  AddCompleted(plan, "2024", 11);
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Projects(data), "2024")["share"], "11 of 108");
  EXPECT_EQ(RowWith(Projects(data), "2023")["projects"], "86");
  EXPECT_EQ(RowWith(Projects(data), "2023")["completed"], "not reported") << "which is not none";
  EXPECT_EQ(RowWith(Projects(data), "2023")["share"], "n/a");
  EXPECT_EQ(FigureOf(Ask(data, "highlights").sections.at(0), "Smart city projects completed"),
            "11 of 108");
}

TEST(ProjectsTest, NoneCompletedIsANumber) {
  DatasetBuilder plan = Plan();
  AddProjects(plan, "2024", 108);
  AddCompleted(plan, "2024", 0);
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Projects(data), "2024")["share"], "0 of 108");
}

TEST(ProjectsTest, TakesNoShareAcrossEditionsNorOfMoreThanAll) {
  DatasetBuilder plan = Plan();
  AddProjects(plan, "2023", 86);
  AddCompleted(plan, "2023", 87);
  AddProjects(plan, "2024", 108);
  AddCompleted(plan, "2024", 11, "Another");
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Projects(data), "2023")["share"], "n/a");
  EXPECT_EQ(RowWith(Projects(data), "2024")["share"], "n/a");
}

TEST(IctHighlightsTest, CountsDecidedWaitingCancelledAndSilent) {
  const Dataset data = Plan().Build();
  const sheaf::v1::Section section = Ask(data, "highlights").sections.at(0);
  EXPECT_EQ(FigureOf(section, "Decided by ministers"), "1 of 4");
  EXPECT_EQ(FigureOf(section, "Waiting for ministers"), "1");
  EXPECT_EQ(FigureOf(section, "Cancelled or withdrawn"), "1");
  EXPECT_EQ(FigureOf(section, "Dropped"), "2");
  EXPECT_EQ(RowWith(section, "ROAMING")["last_word"], "Rescheduled 2022-01-25");
}

TEST(IctFormatsTest, SayThatThereIsNothingRatherThanShowAnEmptyTable) {
  const Dataset data = DatasetBuilder("2024-12-31").Build();
  const sheaf::v1::SectorManifest manifest = Manifest();
  for (const auto& format : manifest.report_formats()) {
    for (const sheaf::v1::Section& section : Ask(data, format.id()).sections) {
      EXPECT_FALSE(plugin::HasEmptyTable(section)) << section.id();
      EXPECT_TRUE(section.blocks_size() > 0) << section.id();
    }
  }
  for (const char* format : {"highlights", "endorsement-chain", "departures"}) {
    EXPECT_TRUE(Says(Ask(data, format).sections.at(0), "No line")) << format;
  }
}

TEST(IctFormatsTest, TheRegisterHasEveryKpiOfTheSampleDataWithItsYearAndKind) {
  DatasetBuilder plan("2024-12-31");
  plugin::AddSampleFigures("ict", &plan);
  const Dataset data = plan.Build();
  EXPECT_THAT(plugin::UnshownFigures("ict", Ask(data, "kpi-register").sections), IsEmpty());
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

TEST(IctFindingTest, ACoarseDateThatOverrulesTheMinistersIsToldOf) {
  DatasetBuilder plan = Plan("2024-06-30");
  AddInitiative(plan, "COARSE");
  plan.AddUpdate({.line = "COARSE", .status = "adopted", .date = "2022-01-28", .body = "ADGMIN"});
  plan.AddUpdate({.line = "COARSE", .status = "endorsed", .date = "2022", .body = "ADGSOM"});
  const plugin::Answer answer = Ask(plan.Build(), "");
  ASSERT_THAT(answer.findings, SizeIs(1));
  EXPECT_EQ(answer.findings[0].rule(), "ict-chain-order-v1");
  EXPECT_THAT(answer.findings[0].text(), HasSubstr("Endorsed 2022"));
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
