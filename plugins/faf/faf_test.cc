// The report formats, KPIs and findings of food, agriculture and forestry, on data sets filled by
// hand.
#include <gmock/gmock.h>

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
  for (const char* format : {"highlights", "standards-register"}) {
    for (const sheaf::v1::Section& section : Ask(data, format).sections) {
      EXPECT_FALSE(plugin::HasEmptyTable(section)) << section.id();
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

TEST(FafSectorTest, RefusesAFormatThatItDoesNotHave) {
  Faf faf(Manifest());
  plugin::Answer answer;
  const absl::Status status =
      faf.Evaluate(DatasetBuilder("2024-12-31").Build(), "treaty-matrix", &answer);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sheaf::faf
