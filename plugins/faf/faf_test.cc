// The report formats, KPIs and findings of food, agriculture and forestry, on data sets filled by
// hand.
#include <gmock/gmock.h>

#include <random>

#include "plugin_manifest.h"
#include "plugins/faf/faf_sector.h"
#include "plugins/sdk/dataset_builder.h"
#include "plugins/sdk/questions.h"
#include "plugins/sdk/sample_data.h"
#include "plugins/sdk/section_reader.h"

namespace sheaf::faf {
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

void AddText(DatasetBuilder& plan, const std::string& code, const std::string& thrust,
             bool counted = true, const std::string& initiative = "") {
  plan.AddLine({.code = code,
                .parent = thrust,
                .level = "action",
                .instrument_type = sheaf::v1::NON_BINDING,
                .shared_initiative = initiative,
                .counted = counted,
                .headline = sheaf::v1::HEADLINE_COMPLETED});
}

// Two thrusts: halal guideline (adopted at a meeting), residue limits (adopted, no meeting), a
// standard that is only listed, a scheme that is only published, a study, and the residue limits a
// second time: that line counts them, but nobody has reported on it.
DatasetBuilder Plan() {
  DatasetBuilder plan("2024-12-31");
  plan.AddMembers();
  plan.AddLine({.code = "ST2", .level = "strategic_thrust", .title = "Trade"});
  AddText(plan, "HALAL", "ST2");
  AddText(plan, "SCHEME", "ST2");
  AddText(plan, "LIMITS-AGAIN", "ST2", true, "MRL");
  plan.AddLine({.code = "STUDY", .parent = "ST2", .level = "action", .counted = true});
  plan.AddLine({.code = "ST3", .level = "strategic_thrust", .title = "Food safety"});
  AddText(plan, "LIMITS", "ST3", false, "MRL");
  AddText(plan, "LISTED", "ST3");
  plan.AddUpdate({.line = "HALAL", .status = "issued", .date = "2022"});
  plan.AddUpdate({.line = "HALAL",
                  .status = "adopted",
                  .date = "2019-10-15",
                  .body = "AMAF",
                  .meeting = "AMAF-41"});
  plan.AddUpdate({.line = "SCHEME", .status = "published", .date = "2017"});
  plan.AddUpdate({.line = "STUDY", .status = "adopted", .date = "2022"});
  plan.AddUpdate({.line = "LIMITS",
                  .status = "adopted",
                  .date = "2018",
                  .value = 14,
                  .unit = "residue limits"});
  plan.AddUpdate(
      {.line = "LIMITS", .status = "adopted", .date = "2018", .value = 2, .unit = "standards"});
  plan.AddUpdate({.line = "LISTED", .status = "issued", .date = "2022"});
  return plan;
}

plugin::Answer Ask(const Dataset& data, std::string_view format) {
  Faf faf(Manifest());
  return plugin::AskFor(format, data, faf);
}

sheaf::v1::Section Register(const Dataset& data) {
  return Ask(data, "standards-register").sections.at(0);
}

TEST(FafManifestTest, FitsTheSampleData) { EXPECT_THAT(plugin::Misfits(Manifest()), IsEmpty()); }

TEST(FafManifestTest, OneKpiStandsInForTheShareOfSmallProducers) {
  const plugin::Vocabulary words(Manifest());
  EXPECT_EQ(words.Kpi("FA-K-02")->stands_in_for(), "FA-K-01");
  EXPECT_EQ(words.Kpi("FA-K-01")->availability(), sheaf::v1::PROXY_ONLY);
}

TEST(StandardsRegisterTest, AnAdoptionGoesBeforeALaterListing) {
  const Dataset data = Plan().Build();
  auto row = RowWith(Register(data), "HALAL");
  EXPECT_EQ(row["decision"], "Adopted");
  EXPECT_EQ(row["body"], "AMAF");
  EXPECT_EQ(row["meeting"], "AMAF-41");
  EXPECT_EQ(row["date"], "2019-10-15");
  EXPECT_EQ(row["uptake"], "not reported");
}

TEST(StandardsRegisterTest, SaysWhatATextHolds) {
  const Dataset data = Plan().Build();
  EXPECT_EQ(RowWith(Register(data), "LIMITS")["contents"], "14 residue limits; 2 standards");
  EXPECT_EQ(RowWith(Register(data), "LIMITS")["meeting"], "not reported");
}

TEST(StandardsRegisterTest, ABareListingIsAnEntryWithANote) {
  const Dataset data = Plan().Build();
  const sheaf::v1::Section section = Register(data);
  EXPECT_EQ(RowWith(section, "LISTED")["decision"], "Issued");
  EXPECT_TRUE(Says(section, "Listed with its year only"));
}

TEST(StandardsRegisterTest, CountsMemberStatesThatApplyATextOfThoseWhoTakePart) {
  DatasetBuilder plan = Plan();
  for (const char* state : {"THA", "VNM", "TLS"}) {
    plan.AddUpdate(
        {.line = "HALAL", .member_state = state, .status = "applied_nationally", .date = "2023"});
  }
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Register(data), "HALAL")["uptake"], "2 of 10")
      << "Timor-Leste was no member in 2024";
}

TEST(StandardsRegisterTest, ListsTheTextsOfEachMeeting) {
  DatasetBuilder plan = Plan();
  plan.AddUpdate({.line = "SCHEME", .status = "adopted", .date = "2019-10", .meeting = "AMAF-41"});
  const Dataset data = plan.Build();
  const sheaf::v1::Section section = Register(data);
  EXPECT_EQ(RowWith(section, "AMAF-41")["texts"], "2");
  EXPECT_EQ(RowWith(section, "AMAF-41")["date"], "2019-10-15") << "the more precise of its dates";
  EXPECT_EQ(RowWith(section, "Meeting not reported")["texts"], "2");
  EXPECT_EQ(RowWith(section, "All texts")["texts"], "4");
}

TEST(StandardsRegisterTest, ATextOfAChildPlanStandsUnderTheThrustOfItsSubStrategy) {
  DatasetBuilder plan = Plan();
  plan.AddLine({.code = "GOAL", .plan = "child", .level = "strategic_thrust"});
  plan.AddLine({.code = "CODE-OF-CONDUCT",
                .parent = "GOAL",
                .plan = "child",
                .level = "action",
                .instrument_type = sheaf::v1::NON_BINDING,
                .counted = true});
  plan.AddPlan({.id = "child", .title = "Forest plan", .parent_line = "STUDY"});
  plan.AddUpdate({.line = "CODE-OF-CONDUCT", .status = "adopted", .date = "2019"});
  const Dataset data = plan.Build();
  const sheaf::v1::Section highlights = Ask(data, "highlights").sections.at(0);
  EXPECT_EQ(RowWith(highlights, "Trade")["texts"], "2");
  EXPECT_EQ(RowWith(highlights, "All thrusts")["texts"], "4");
  EXPECT_THAT(RowWith(highlights, "GOAL"), IsEmpty()) << "a child plan has no thrust of its own";
}

TEST(StandardsRegisterTest, ATextOfTwoThrustsIsListedWhereItWasDecided) {
  const Dataset data = Plan().Build();
  const sheaf::v1::Section undecided = Ask(data, "standards-register").sections.at(1);
  EXPECT_EQ(RowWith(Register(data), "LIMITS")["decision"], "Adopted");
  EXPECT_THAT(RowWith(undecided, "LIMITS-AGAIN"), IsEmpty());
}

TEST(StandardsRegisterTest, ListsATextOfTwoThrustsOnceAndNoStudies) {
  DatasetBuilder plan = Plan();
  plan.AddUpdate({.line = "LIMITS-AGAIN", .status = "adopted", .date = "2018"});
  const Dataset data = plan.Build();
  const sheaf::v1::Section section = Register(data);
  EXPECT_EQ(RowWith(section, "LIMITS-AGAIN")["decision"], "Adopted");
  EXPECT_THAT(RowWith(section, "LIMITS (LIMITS)"), IsEmpty());
  EXPECT_THAT(RowWith(section, "STUDY"), IsEmpty());
  EXPECT_TRUE(Says(section, "3 non-binding texts"));
}

TEST(StandardsRegisterTest, ShowsWhatIsNotInTheRegisterYet) {
  const Dataset data = Plan().Build();
  const sheaf::v1::Section section = Ask(data, "standards-register").sections.at(1);
  EXPECT_EQ(RowWith(section, "SCHEME")["last_word"], "Published 2017");
  EXPECT_EQ(RowWith(section, "SCHEME")["thrust"], "Trade");
  EXPECT_THAT(RowWith(section, "LISTED"), IsEmpty());
}

void Apply(DatasetBuilder& plan, const std::string& line, const std::vector<const char*>& states) {
  for (const char* state : states) {
    plan.AddUpdate(
        {.line = line, .member_state = state, .status = "applied_nationally", .date = "2023"});
  }
}

sheaf::v1::Section Uptake(const Dataset& data) {
  return Ask(data, "national-uptake").sections.at(0);
}

TEST(NationalUptakeTest, CountsThoseWhoApplyATextOfThoseWhoTakePartOnTheDate) {
  DatasetBuilder plan = Plan();
  Apply(plan, "HALAL", {"THA", "VNM", "TLS"});
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Uptake(data), "HALAL")["uptake"], "2 of 10")
      << "Timor-Leste joined in October 2025";
  EXPECT_EQ(RowWith(Uptake(data), "HALAL")["states"], "THA 2023, VNM 2023");
  EXPECT_EQ(RowWith(Uptake(data), "THA")["applied"], "1 of 3");
  EXPECT_EQ(RowWith(Uptake(data), "SGP")["applied"], "not reported");
  EXPECT_EQ(FigureOf(Uptake(data), "Texts with uptake reported"), "1 of 3");
}

TEST(NationalUptakeTest, OnlyParticipantsCanApplyALineOfSome) {
  DatasetBuilder plan = Plan();
  plan.AddLine({.code = "CLMV",
                .parent = "ST2",
                .level = "action",
                .instrument_type = sheaf::v1::NON_BINDING,
                .member_states = "KHM;LAO",
                .counted = true});
  plan.AddUpdate({.line = "CLMV", .status = "adopted", .date = "2020"});
  Apply(plan, "CLMV", {"KHM", "LAO", "SGP"});
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Uptake(data), "CLMV")["uptake"], "2 of 2");
  EXPECT_EQ(FigureOf(Uptake(data), "Applied by all who take part"), "1 of 4");
}

TEST(NationalUptakeTest, AMemberStateThatTakesItsWordBackDoesNotApplyTheTextAnyMore) {
  DatasetBuilder plan = Plan();
  Apply(plan, "HALAL", {"THA", "VNM"});
  plan.AddUpdate({.line = "HALAL", .member_state = "THA", .status = "held", .date = "2024"});
  plan.AddUpdate({.line = "HALAL", .member_state = "VNM", .status = "withdrawn", .date = "2024"});
  const Dataset data = plan.Build();
  EXPECT_EQ(RowWith(Uptake(data), "HALAL")["uptake"], "1 of 10") << "an event changes nothing";
}

TEST(NationalUptakeTest, SilenceIsNotTheSameAsNotApplying) {
  const Dataset data = Plan().Build();
  EXPECT_TRUE(Says(Uptake(data), "No member state has reported"));
  const sheaf::v1::Section due = Ask(data, "national-uptake").sections.at(1);
  EXPECT_EQ(RowWith(due, "Food safety")["due"], "2");
  EXPECT_EQ(RowWith(due, "All thrusts")["due"], "3");
}

// An action tagged as sub-strategy with two activities, one of them counted elsewhere, and an
// action that a plan of its own spells out.
DatasetBuilder PlanWithStrategies() {
  DatasetBuilder plan = Plan();
  plan.AddLine({.code = "ANTIMICROBIAL",
                .parent = "ST3",
                .level = "action",
                .tags = "sub_strategy;clmv",
                .counted = true,
                .headline = sheaf::v1::HEADLINE_COMPLETED});
  plan.AddLine({.code = "SURVEILLANCE",
                .parent = "ANTIMICROBIAL",
                .level = "activity",
                .counted = true,
                .headline = sheaf::v1::HEADLINE_IN_PROGRESS});
  plan.AddLine({.code = "TWICE",
                .parent = "ANTIMICROBIAL",
                .level = "activity",
                .shared_initiative = "AMR"});
  plan.AddLine({.code = "FOREST", .parent = "ST3", .level = "action", .counted = true});
  plan.AddLine({.code = "GOAL", .plan = "forest", .level = "strategic_thrust"});
  for (const char* code : {"F1", "F2"}) {
    plan.AddLine({.code = code,
                  .parent = "GOAL",
                  .plan = "forest",
                  .level = "action",
                  .counted = true,
                  .headline = sheaf::v1::HEADLINE_COMPLETED});
  }
  plan.AddPlan({.id = "forest", .title = "Forest law", .parent_line = "FOREST"});
  plan.AddUpdate({.line = "ANTIMICROBIAL", .status = "adopted", .date = "2021"});
  return plan;
}

TEST(SubStrategiesTest, EachAddsTheLinesBelowItAndNotItself) {
  const Dataset data = PlanWithStrategies().Build();
  const sheaf::v1::Section section = Ask(data, "sub-strategies").sections.at(0);
  EXPECT_EQ(RowWith(section, "ANTIMICROBIAL")["adds"], "1");
  EXPECT_EQ(RowWith(section, "ANTIMICROBIAL")["elsewhere"], "1");
  EXPECT_EQ(RowWith(section, "ANTIMICROBIAL")["decision"], "Adopted 2021");
  EXPECT_EQ(RowWith(section, "FOREST")["adds"], "2") << "the lines of the plan that spells it out";
  EXPECT_EQ(RowWith(section, "FOREST")["decision"], "not reported");
  EXPECT_EQ(RowWith(section, "All sub-strategies")["adds"], "3");
  EXPECT_EQ(FigureOf(section, "Sub-strategies decided"), "1 of 2");
  EXPECT_TRUE(Says(section, "plans/forest"));
}

TEST(SubStrategiesTest, RollUpIntoTheirThrustsWithEveryLineCountedOnce) {
  const Dataset data = PlanWithStrategies().Build();
  const sheaf::v1::Section section = Ask(data, "sub-strategies").sections.at(1);
  EXPECT_EQ(RowWith(section, "Food safety")["own"], "3") << "LISTED and the two sub-strategies";
  EXPECT_EQ(RowWith(section, "Food safety")["added"], "3");
  EXPECT_EQ(RowWith(section, "Food safety")["together"], "6");
  EXPECT_THAT(RowWith(section, "GOAL"), IsEmpty());
  int64_t counted = 0;
  for (const plugin::LineView& line : data.lines()) counted += line.counted ? 1 : 0;
  EXPECT_EQ(RowWith(section, "All thrusts")["together"], std::to_string(counted));
}

TEST(SubStrategiesTest, ALineBelowTwoIsAddedByTheNearerOne) {
  DatasetBuilder plan = PlanWithStrategies();
  plan.AddLine({.code = "DEEPER",
                .parent = "F1",
                .plan = "forest",
                .level = "activity",
                .tags = "sub_strategy",
                .counted = true});
  plan.AddLine({.code = "DEEPEST",
                .parent = "DEEPER",
                .plan = "forest",
                .level = "activity",
                .counted = true});
  const Dataset data = plan.Build();
  const sheaf::v1::Section section = Ask(data, "sub-strategies").sections.at(0);
  EXPECT_EQ(RowWith(section, "FOREST")["adds"], "3") << "F1, F2 and the deeper sub-strategy itself";
  EXPECT_EQ(RowWith(section, "DEEPER")["adds"], "1");
  EXPECT_EQ(RowWith(section, "All sub-strategies")["adds"], "5");
}

// Trees and child plans at random, also plans that spell out each other's lines in a circle.
TEST(SubStrategiesTest, AddUpToAllCountedLinesWhateverTheTree) {
  std::mt19937 random(20261122);
  const auto pick = [&random](int below) { return static_cast<int>(random() % below); };
  for (int round = 0; round < 50; ++round) {
    DatasetBuilder plan("2024-12-31");
    int counted = 0;
    for (int i = 0; i < 40; ++i) {
      const std::string id = std::to_string(i % 4);
      const bool is_counted = pick(4) != 0;
      counted += is_counted ? 1 : 0;
      plan.AddLine({.code = "L" + std::to_string(i),
                    .parent = i < 8 ? "" : "L" + std::to_string(i % 4 + 4 * pick(i / 4)),
                    .plan = id,
                    .level = "action",
                    .tags = pick(5) == 0 ? "sub_strategy" : "",
                    .counted = is_counted,
                    .headline = static_cast<sheaf::v1::HeadlineClass>(1 + pick(5))});
    }
    for (int i = 0; i < 4; ++i) {
      plan.AddPlan({.id = std::to_string(i),
                    .title = "",
                    .parent_line = pick(3) == 0 ? "" : "L" + std::to_string(pick(40))});
    }
    const Dataset data = plan.Build();
    const sheaf::v1::Section section = Ask(data, "sub-strategies").sections.at(1);
    ASSERT_EQ(RowWith(section, "All thrusts")["together"], std::to_string(counted)) << round;
  }
}

TEST(ResultsTest, ShowsTheHalalAndSpsKpisOnTheirLevels) {
  DatasetBuilder plan = Plan();
  plan.AddObservation({.of = "FA-K-255", .period = "2023", .value = 14});
  const Dataset data = plan.Build();
  const sheaf::v1::Section section = Ask(data, "results").sections.at(0);
  EXPECT_EQ(RowWith(section, "Output")["kpi"], "Cooperation initiatives on halal food (FA-K-254)");
  EXPECT_EQ(RowWith(section, "Output")["value"], "not reported");
  EXPECT_EQ(RowWith(section, "Outcome")["value"], "14");
  EXPECT_EQ(RowWith(section, "Impact")["unit"], "volume or value");
  EXPECT_TRUE(Says(section, "The sources name the KPI and give no value"));
}

TEST(ResultsTest, ShowsAProxyBesideWhatItStandsForAndNotInItsPlace) {
  DatasetBuilder plan = Plan();
  plan.AddObservation(
      {.of = "FA-K-02", .period = "2023", .value = 4'200, .kind = sheaf::v1::PROXY});
  const Dataset data = plan.Build();
  const sheaf::v1::Section section = Ask(data, "results").sections.at(1);
  auto row = RowWith(section, "(FA-K-01)");
  EXPECT_EQ(row["value"], "not reported");
  EXPECT_EQ(row["unit"], "%");
  EXPECT_EQ(row["proxy"], "MSME establishments in the sector (proxy for FA-K-01) (FA-K-02)");
  EXPECT_EQ(row["proxy_value"], "4200");
  EXPECT_EQ(row["proxy_unit"], "establishments");
  EXPECT_TRUE(Says(section, "FA-K-02 stands in for it"));
}

TEST(ResultsTest, TheRegisterHasEveryKpiOfTheSampleDataWithItsYearAndKind) {
  DatasetBuilder plan("2024-12-31");
  plugin::AddSampleFigures("faf", &plan);
  const Dataset data = plan.Build();
  EXPECT_THAT(plugin::UnshownFigures("faf", Ask(data, "results").sections), IsEmpty());
}

TEST(FafHighlightsTest, CountsTheRegisterByThrust) {
  const Dataset data = Plan().Build();
  const sheaf::v1::Section section = Ask(data, "highlights").sections.at(0);
  EXPECT_EQ(FigureOf(section, "Standards and guidelines in the register"), "3");
  EXPECT_EQ(FigureOf(section, "Not in the register yet"), "1");
  EXPECT_EQ(FigureOf(section, "With the meeting that decided"), "1 of 3");
  EXPECT_EQ(RowWith(section, "Trade")["texts"], "1");
  EXPECT_EQ(RowWith(section, "Food safety")["texts"], "2");
  EXPECT_EQ(RowWith(section, "All thrusts")["texts"], "3");
}

TEST(FafFormatsTest, SayThatThereIsNothingRatherThanShowAnEmptyTable) {
  const Dataset data = DatasetBuilder("2024-12-31").Build();
  const sheaf::v1::SectorManifest manifest = Manifest();
  for (const auto& format : manifest.report_formats()) {
    for (const sheaf::v1::Section& section : Ask(data, format.id()).sections) {
      EXPECT_FALSE(plugin::HasEmptyTable(section)) << section.id();
      EXPECT_TRUE(section.blocks_size() > 0) << section.id();
    }
  }
  EXPECT_TRUE(Says(Register(data), "No standard or guideline"));
}

TEST(FafKpiTest, AreTheFiguresOfTheRegister) {
  const plugin::Answer answer = Ask(Plan().Build(), "");
  ASSERT_THAT(answer.kpi_values, SizeIs(3));
  EXPECT_EQ(answer.kpi_values[0].value(), 3);
  EXPECT_EQ(answer.kpi_values[1].share().numerator(), 1);
  EXPECT_EQ(answer.kpi_values[1].share().denominator(), 3);
  EXPECT_EQ(answer.kpi_values[2].share().numerator(), 0);
}

TEST(FafFindingTest, OneFindingNamesEveryDecisionThatCannotBeLookedUp) {
  const plugin::Answer answer = Ask(Plan().Build(), "");
  ASSERT_THAT(answer.findings, SizeIs(1));
  EXPECT_THAT(answer.findings[0].text(), HasSubstr("2 of 3 texts"));
  EXPECT_THAT(answer.findings[0].records(), SizeIs(2));
}

TEST(FafFindingTest, APlanThatSpellsOutNoLineOfTheSectorIsToldOf) {
  DatasetBuilder plan = Plan();
  plan.AddPlan({.id = "adrift", .title = "", .parent_line = "plans/energy/lines/EN-BIO"});
  const plugin::Answer answer = Ask(plan.Build(), "");
  ASSERT_THAT(answer.findings, SizeIs(2));
  EXPECT_EQ(answer.findings[1].rule(), "faf-plan-adrift-v1");
  EXPECT_THAT(answer.findings[1].text(), HasSubstr("plans/energy/lines/EN-BIO"));
}

TEST(FafSectorTest, RefusesAFormatThatItDoesNotHave) {
  Faf faf(Manifest());
  plugin::Answer answer;
  const absl::Status status =
      faf.Evaluate(DatasetBuilder("2024-12-31").Build(), "treaty-matrix", &answer);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sheaf::faf
