#include "server/reports/reporter.h"

#include <gmock/gmock.h>

#include "plugins/sdk/dataset.h"
#include "plugins/sdk/layout.h"
#include "server/base/status.h"
#include "server/reports/kpi_fixture.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

// A plugin host whose one plugin runs in this process: it counts the lines that it is sent.
class InProcessPlugin : public sectors::PluginHost {
 public:
  void Stop() override { running = false; }
  void WaitUntilTried(std::chrono::milliseconds) override {}
  void Reload(const std::string&, Reloaded done) override { done(v1::Sector()); }
  void ReloadAll() override {}
  v1::PluginSandbox Sandbox() const override { return v1::SANDBOX_OFF; }
  std::vector<v1::Sector> Sectors() const override { return {}; }
  std::string DigestOf(std::string_view) const override { return running ? digest : ""; }
  absl::StatusOr<sectors::Evaluation> Evaluate(std::string_view, const Source& source) override {
    if (!running) return absl::UnavailableError("The energy plugin is being restarted.");
    ++asked;
    if (refuses) return absl::FailedPreconditionError("The energy plugin ran out of memory.");
    plugin::Dataset data;
    plugin::v1::EvaluateRequest part;
    while (source(&part)) SHEAF_RETURN_IF_ERROR(data.Add(part));
    return AnswerOn(data);
  }

  bool running = true;
  bool refuses = false;
  std::string digest = "d1";
  int asked = 0;

 private:
  sectors::Evaluation AnswerOn(const plugin::Dataset& data) const {
    sectors::Evaluation evaluation;
    evaluation.plugin_version = "1.0.0";
    evaluation.plugin_digest = digest;
    v1::Section& section = evaluation.sections.emplace_back(
        layout::MakeSection(data.header().format(), "Own section", "energy"));
    layout::AddParagraph(&section, std::to_string(data.lines().size()) + " lines");
    for (const plugin::v1::LineCounts& counts : data.line_counts()) {
      std::string text = counts.plan() + ":";
      for (const auto& one : counts.classes()) {
        text += " " + v1::HeadlineClass_Name(one.headline()) + " " + std::to_string(one.lines());
      }
      layout::AddParagraph(&section,
                           text + ", elsewhere " + std::to_string(counts.counted_elsewhere()));
    }
    plugin::v1::KpiValue& value = evaluation.kpi_values.emplace_back();
    value.set_kpi("EN-K-99");
    value.set_period("2024");
    value.set_value(static_cast<double>(data.lines().size()));
    value.set_method("lines are counted");
    return evaluation;
  }
};

class ReporterTest : public KpiFixture {
 protected:
  ReporterTest() {
    AddEnergyKpis(&manifest_);
    DefineKpi("EN-K-99", "title: 'Lines' unit: 'lines on record' availability: COMPUTABLE");
    auto* own = manifest_.add_report_formats();
    own->set_id("outlook");
    own->set_title("Outlook");
    auto* card = manifest_.add_report_formats();
    card->set_id("card");
    card->set_title("Card");
    card->set_counts_only(true);
    PutManifest(manifest_);
    PutMembers({"KHM", "LAO", "THA"});
    PutEnergyFigures();
    Put("plans/iai", PlanOf("", "IAI Work Plan III"));
    PutLine("PH1", "level: 'area' title: 'Phase I'");
    PutLine("A",
            "level: 'action' parent_code: 'PH1' planned_end: '2020' shared_initiative: 'GRID'");
    PutLine("B", "level: 'action' parent_code: 'PH1'");
    PutLine("C", "level: 'action'");
    PutLine("iai/I-1", "level: 'measure'");
    PutLine("iai/I-2", "level: 'measure' shared_initiative: 'GRID'");
    Say("A", "on_going", "2021");
    Say("B", "completed", "2022", "KHM");
    Say("C", "cancelled", "2022");
    Say("iai/I-1", "completed", "2019");
    Commit();
  }

  v1::Clocks ClocksOf(ledger::Revision revision, const std::string& effective = "2024-06-30") {
    v1::Clocks clocks;
    clocks.set_revision(revision);
    clocks.mutable_commit_time()->set_seconds(1'700'000'000 + revision);
    clocks.set_effective_date(effective);
    return clocks;
  }
  v1::Clocks Clocks() { return ClocksOf(Commit()); }

  std::shared_ptr<const v1::Document> Get(const std::string& sector = "",
                                          const std::string& format = "") {
    auto document = reporter_.Report({sector, format, Clocks()});
    EXPECT_TRUE(document.ok()) << document.status();
    return document.ok() ? *document : std::make_shared<const v1::Document>();
  }

  static const v1::Section* SectionOf(const v1::Document& document, std::string_view id) {
    for (const v1::Section& section : document.sections()) {
      if (section.id() == id) return &section;
    }
    ADD_FAILURE() << "no section " << id;
    return &v1::Section::default_instance();
  }
  static std::vector<std::string> ParagraphsOf(const v1::Section& section) {
    std::vector<std::string> paragraphs;
    for (const v1::Block& block : section.blocks()) paragraphs.push_back(block.paragraph().text());
    return paragraphs;
  }
  static const v1::Table& TableOf(const v1::Section& section) {
    for (const v1::Block& block : section.blocks()) {
      if (block.has_table()) return block.table();
    }
    ADD_FAILURE() << "no table in " << section.id();
    return v1::Table::default_instance();
  }
  // The cell of the row whose first cell says `row`.
  static v1::Cell CellOf(const v1::Table& table, const v1::Row& row, std::string_view column) {
    for (int i = 0; i < table.columns_size(); ++i) {
      if (table.columns(i).id() == column) return row.cells(i);
    }
    ADD_FAILURE() << "no column " << column;
    return {};
  }
  static v1::Cell CellOf(const v1::Table& table, std::string_view row, std::string_view column) {
    for (const v1::Row& found : table.rows()) {
      if (found.cells(0).text() == row) return CellOf(table, found, column);
    }
    ADD_FAILURE() << "no row " << row;
    return {};
  }

  InProcessPlugin plugin_;
  Reporter reporter_{{&model_, &manifests_, &plugin_, "0.1.0"}};
};

TEST_F(ReporterTest, TheOverviewSetsSectorsAndPlansSideBySide) {
  const auto document = Get();
  const v1::Table& table = TableOf(*SectionOf(*document, "side-by-side"));
  EXPECT_EQ(CellOf(table, "Energy", "counted_lines").count(), 3);
  EXPECT_EQ(CellOf(table, "Energy", "in_progress").count(), 2);
  EXPECT_EQ(CellOf(table, "Energy", "excluded").count(), 1);
  EXPECT_EQ(CellOf(table, "Energy", "completed_share").share().denominator(), 2);
  EXPECT_EQ(CellOf(table, "Energy", "completed_share").share().numerator(), 0);
  EXPECT_EQ(CellOf(table, "Energy", "begun_share").share().numerator(), 2);
  EXPECT_EQ(CellOf(table, "IAI Work Plan III", "counted_lines").count(), 1);
  EXPECT_EQ(CellOf(table, "IAI Work Plan III", "counted_elsewhere").count(), 1);
  EXPECT_EQ(CellOf(table, "All", "counted_lines").count(), 4);
  EXPECT_EQ(CellOf(table, "All", "completed_share").share().numerator(), 1);
  EXPECT_EQ(CellOf(table, "All", "completed_share").share().denominator(), 3);
  EXPECT_EQ(table.rows(table.rows_size() - 1).role(), v1::TOTAL);
}

TEST_F(ReporterTest, EveryRowOfClassesAddsUp) {
  for (const char* sector : {"", "energy"}) {
    for (const v1::Section& section : Get(sector)->sections()) {
      for (const v1::Block& block : section.blocks()) {
        if (!block.has_table() || block.table().columns_size() < 7) continue;
        if (block.table().columns(1).id() != "counted_lines") continue;
        for (const v1::Row& row : block.table().rows()) {
          int64_t sum = 0;
          for (int i = 2; i < 7; ++i) sum += row.cells(i).count();
          EXPECT_EQ(sum, row.cells(1).count()) << section.id() << ": " << row.cells(0).text();
        }
      }
    }
  }
}

TEST_F(ReporterTest, TheEnergyKpisSayWhatThePublicDocumentsSay) {
  const auto document = *reporter_.Report({"", "", ClocksOf(Commit(), "2025-11-21")});
  const v1::Table& table = TableOf(*SectionOf(*document, "kpis-energy"));
  EXPECT_EQ(CellOf(table, "EN-K-01", "actual").number(), 27);
  EXPECT_EQ(CellOf(table, "EN-K-01", "actual").period(), "2022");
  EXPECT_EQ(CellOf(table, "EN-K-01", "target").number(), 32);
  EXPECT_THAT(table.notes(),
              Contains("Targets of EN-K-01: 20% by 2020; 32% by 2025, raised from 30%."));
  EXPECT_THAT(CellOf(table, "EN-K-01", "verdict").text(), HasSubstr("Short by 2.8 points"));
  EXPECT_THAT(CellOf(table, "EN-K-02", "verdict").text(),
              HasSubstr("Short by 5.5 points and falling"));
  EXPECT_THAT(CellOf(table, "EN-K-03", "verdict").text(), HasSubstr("Expected to be met"));
  // The other edition and the actual before stand below their KPI.
  std::vector<std::string> further;
  for (const v1::Row& row : table.rows()) {
    if (row.depth() != 1) continue;
    const v1::Cell actual = CellOf(table, row, "actual");
    further.push_back(row.cells(1).text() + " " + std::to_string(actual.number()) + " " +
                      actual.period());
  }
  EXPECT_THAT(further, Contains("by another edition 25.500000 2023"));
  EXPECT_THAT(further, Contains("the actual before 16.200000 2021"));
}

TEST_F(ReporterTest, ProgressHoldsTheBranchesTheLinesAndThePluginsHighlights) {
  const auto document = Get("energy");
  EXPECT_EQ(document->sector(), "energy");
  EXPECT_EQ(document->format(), "progress");
  const v1::Table& branches = TableOf(*SectionOf(*document, "branches"));
  EXPECT_EQ(CellOf(branches, "Phase I", "counted_lines").count(), 2);
  EXPECT_EQ(CellOf(branches, "Under no heading", "counted_lines").count(), 1);
  EXPECT_EQ(CellOf(branches, "All lines", "counted_lines").count(), 3);
  const v1::Table& lines = TableOf(*SectionOf(*document, "lines"));
  EXPECT_EQ(CellOf(lines, "PH1", "class").text(), "Heading");
  EXPECT_EQ(CellOf(lines, "A", "state").text(), "In progress");
  const v1::Table& overdue = TableOf(*SectionOf(*document, "overdue"));
  EXPECT_EQ(CellOf(overdue, "A", "overdue_since").date(), "2020-12-31");
  EXPECT_EQ(SectionOf(*document, "energy-scorecard")->blocks(0).paragraph().text(), "4 lines");
  EXPECT_EQ(CellOf(TableOf(*SectionOf(*document, "kpis")), "EN-K-99", "actual").number(), 4);
}

TEST_F(ReporterTest, MemberStatesAreListedWhereTheyReport) {
  const v1::Table& table = TableOf(*SectionOf(*Get(), "member-states"));
  EXPECT_EQ(CellOf(table, "State KHM", "completed").count(), 1);
  EXPECT_EQ(CellOf(table, "State LAO", "not_reported").count(), 1);
}

TEST_F(ReporterTest, RulesAndProducersAreNamed) {
  const auto document = Get();
  std::vector<std::string> rules, producers;
  for (const v1::Rule& rule : document->rules()) rules.push_back(rule.id());
  for (const v1::Producer& producer : document->producers())
    producers.push_back(producer.program());
  for (const std::string_view id : {kStateRule, kHeadlineRule, kVerdictRule, kPaceRule}) {
    EXPECT_THAT(rules, Contains(std::string(id)));
  }
  EXPECT_THAT(rules, Contains("energy-1"));
  EXPECT_THAT(rules, Contains("core-1"));
  EXPECT_THAT(producers, ::testing::ElementsAre("sheafd", "energy"));
  EXPECT_EQ(document->producers(1).digest(), "d1");
}

TEST_F(ReporterTest, APluginsOwnFormatHasItsSectionsAlone) {
  const auto document = Get("energy", "outlook");
  EXPECT_EQ(document->title(), "Energy: Outlook");
  ASSERT_EQ(document->sections_size(), 1);
  EXPECT_EQ(document->sections(0).id(), "outlook");
}

TEST_F(ReporterTest, APluginsFormatOfCountsIsSentCountsAndNoLine) {
  const auto document = Get("energy", "card");
  EXPECT_EQ(document->title(), "Energy: Card");
  ASSERT_EQ(document->sections_size(), 1);
  EXPECT_EQ(
      ParagraphsOf(document->sections(0)),
      (std::vector<std::string>{
          "0 lines", "plans/energy: HEADLINE_IN_PROGRESS 2 HEADLINE_EXCLUDED 1, elsewhere 0"}));
  std::vector<std::string> rules, producers;
  for (const v1::Rule& rule : document->rules()) rules.push_back(rule.id());
  for (const v1::Producer& made_by : document->producers()) producers.push_back(made_by.program());
  EXPECT_THAT(rules, Contains("energy-1"));
  EXPECT_THAT(producers, ::testing::ElementsAre("sheafd", "energy"));
}

TEST_F(ReporterTest, AFormatOfCountsIsAskedForAgainOnlyWhenItsSectorChanged) {
  Get("energy", "card");
  Get("energy", "card");
  Say("iai/I-1", "cancelled", "2023");
  Get("energy", "card");
  EXPECT_EQ(plugin_.asked, 1) << "another plan is no matter of energy";
  Say("A", "completed", "2023");
  EXPECT_THAT(ParagraphsOf(Get("energy", "card")->sections(0)),
              Contains(HasSubstr("HEADLINE_COMPLETED 1 HEADLINE_IN_PROGRESS 1")));
  EXPECT_EQ(plugin_.asked, 2);
  Get("energy");
  EXPECT_EQ(plugin_.asked, 3) << "lines are another question";
}

TEST_F(ReporterTest, AnotherPlanThatTakesTheCountOverChangesTheFormatOfCounts) {
  Get("energy", "card");
  Put("plans/a-first", PlanOf("", "First by id"));
  PutLine("a-first/F", "level: 'measure' shared_initiative: 'GRID'");
  EXPECT_THAT(ParagraphsOf(Get("energy", "card")->sections(0)),
              Contains("plans/energy: HEADLINE_IN_PROGRESS 1 HEADLINE_EXCLUDED 1, elsewhere 1"));
}

TEST_F(ReporterTest, AFormatOfCountsIsTheSameForTheSameClocks) {
  const v1::Clocks clocks = Clocks();
  const std::string before = (*reporter_.Report({"energy", "card", clocks}))->SerializeAsString();
  Say("A", "completed", "2023");
  Get("energy", "card");
  Reporter fresh({&model_, &manifests_, &plugin_, "0.1.0"});
  EXPECT_EQ((*fresh.Report({"energy", "card", clocks}))->SerializeAsString(), before);
}

TEST_F(ReporterTest, AReportStandsWithoutThePluginAndSaysSo) {
  plugin_.running = false;
  const auto document = Get("energy");
  EXPECT_EQ(SectionOf(*document, "energy-highlights")->unavailable(),
            "The energy plugin is being restarted.");
  const v1::Cell computed = CellOf(TableOf(*SectionOf(*document, "kpis")), "EN-K-99", "actual");
  EXPECT_EQ(computed.missing(), v1::NOT_AVAILABLE);
  EXPECT_EQ(computed.notes_size(), 1);
  EXPECT_EQ(
      CellOf(TableOf(*SectionOf(*document, "branches")), "All lines", "counted_lines").count(), 3);
}

TEST_F(ReporterTest, AReportWithAGapIsNotKept) {
  plugin_.running = false;
  Get("energy");
  Get();
  plugin_.running = true;
  EXPECT_EQ(SectionOf(*Get("energy"), "energy-scorecard")->unavailable(), "");
  EXPECT_EQ(SectionOf(*Get(), "energy-scorecard")->unavailable(), "");
}

TEST_F(ReporterTest, AReportWithAGapThatAPluginWouldLeaveAgainIsKept) {
  plugin_.refuses = true;
  EXPECT_EQ(SectionOf(*Get("energy"), "energy-highlights")->unavailable(),
            "The energy plugin ran out of memory.");
  const int asked = plugin_.asked;
  Get("energy");
  EXPECT_EQ(reporter_.Report({"energy", "outlook", Clocks()}).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(plugin_.asked, asked + 1) << "another format is another question";
  EXPECT_FALSE(reporter_.Report({"energy", "outlook", Clocks()}).ok());
  EXPECT_EQ(plugin_.asked, asked + 1);

  plugin_.refuses = false;
  plugin_.digest = "d2";
  EXPECT_EQ(SectionOf(*Get("energy"), "energy-scorecard")->unavailable(), "") << "another plugin";
  plugin_.refuses = true;
  Say("A", "completed", "2023");
  Get("energy");
  plugin_.refuses = false;
  Say("B", "completed", "2023");
  EXPECT_EQ(SectionOf(*Get("energy"), "energy-scorecard")->unavailable(), "") << "other lines";
}

TEST_F(ReporterTest, APluginsOwnFormatIsUnavailableWithoutIt) {
  plugin_.running = false;
  EXPECT_EQ(reporter_.Report({"energy", "outlook", Clocks()}).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(ReporterTest, WithoutAPluginHostEveryPluginsPartIsUnavailable) {
  Reporter alone({&model_, &manifests_, nullptr, "0.1.0"});
  const auto document = alone.Report({"", "", Clocks()});
  ASSERT_TRUE(document.ok());
  EXPECT_THAT(SectionOf(**document, "energy-highlights")->unavailable(), HasSubstr("no plugins"));
}

TEST_F(ReporterTest, TheSameClocksGiveTheSameBytes) {
  const v1::Clocks clocks = Clocks();
  const std::string before = (*reporter_.Report({"", "", clocks}))->SerializeAsString();
  const std::string energy = (*reporter_.Report({"energy", "", clocks}))->SerializeAsString();
  Say("B", "cancelled", "2023");
  PutLine("D");
  Get();
  Get("energy");
  EXPECT_EQ((*reporter_.Report({"", "", clocks}))->SerializeAsString(), before);
  Reporter fresh({&model_, &manifests_, &plugin_, "0.1.0"});
  EXPECT_EQ((*fresh.Report({"", "", clocks}))->SerializeAsString(), before);
  EXPECT_EQ((*fresh.Report({"energy", "", clocks}))->SerializeAsString(), energy);
}

TEST_F(ReporterTest, ThePluginIsAskedAgainOnlyWhenItsSectorChanged) {
  Get("energy");
  Get("energy");
  Get();
  EXPECT_EQ(plugin_.asked, 1) << "the overview shows the same highlights";
  Say("iai/I-1", "cancelled", "2023");
  Get("energy");
  Get();
  EXPECT_EQ(plugin_.asked, 1) << "another plan is no matter of energy";
  Say("A", "completed", "2023");
  Get("energy");
  EXPECT_EQ(plugin_.asked, 2);
  plugin_.digest = "d2";
  Get("energy");
  EXPECT_EQ(plugin_.asked, 3) << "another plugin may compute otherwise";
}

TEST_F(ReporterTest, AnUnchangedReportStillPrintsTheClocksAskedFor) {
  const auto before = Get("energy");
  Say("iai/I-1", "cancelled", "2023");
  const auto after = Get("energy");
  EXPECT_EQ(after->clocks().revision(), before->clocks().revision() + 1);
  EXPECT_NE(after->clocks().commit_time().seconds(), before->clocks().commit_time().seconds());
}

TEST_F(ReporterTest, AnotherPlanThatTakesTheCountOverChangesTheReport) {
  const auto counted = [&] {
    return CellOf(TableOf(*SectionOf(*Get("energy"), "branches")), "All lines", "counted_lines")
        .count();
  };
  EXPECT_EQ(counted(), 3);
  Put("plans/a-first", PlanOf("", "First by id"));
  PutLine("a-first/F", "level: 'measure' shared_initiative: 'GRID'");
  EXPECT_EQ(counted(), 2);
}

TEST_F(ReporterTest, ANewerPluginIsSaidInAnOlderReport) {
  const v1::Clocks then = Clocks();
  manifest_.set_rules_version("energy-2");
  PutManifest(manifest_);
  Commit();
  const auto document = *reporter_.Report({"energy", "", then});
  const v1::Section* section = SectionOf(*document, "energy-scorecard");
  EXPECT_THAT(section->blocks(section->blocks_size() - 1).paragraph().text(),
              HasSubstr("newer than this revision"));
}

TEST_F(ReporterTest, UnknownSectorsAndFormatsAreRefusedByName) {
  const auto sector = reporter_.Report({"fishing", "", Clocks()}).status();
  EXPECT_EQ(sector.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(sector.message()), HasSubstr("the sectors are energy"));
  const auto format = reporter_.Report({"energy", "poem", Clocks()}).status();
  EXPECT_EQ(format.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(format.message()),
              HasSubstr("the formats are progress, annual-priorities, compliance, results-map, "
                        "entry-into-force, reporting-rounds, findings, coverage, comparison, "
                        "scorecard, outlook, card"));
  EXPECT_EQ(reporter_.Report({"", "progress", Clocks()}).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(reporter_.Report({"", "", ClocksOf(1, "2024-06")}).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(ReporterTest, TheEmptyStateHasAReportToo) {
  const auto document = reporter_.Report({"", "", ClocksOf(0)});
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(CellOf(TableOf(*SectionOf(**document, "side-by-side")), "All", "counted_lines").count(),
            0);
}

}  // namespace
}  // namespace sheaf::reports
