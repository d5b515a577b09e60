// The formats that every sector has from the core, as documents: what each shows of a few records,
// and what holds whatever the records are.
#include "server/reports/core_formats.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "server/reports/core_formats_fixture.h"
#include "server/reports/counting_check.h"
#include "server/reports/headline.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(CoreFormatsTest, AreFoundByIdAndTheFirstOneByNone) {
  EXPECT_EQ(FindCoreFormat("", /*of_sector=*/true)->id, "progress");
  EXPECT_EQ(FindCoreFormat("", /*of_sector=*/false)->id, "overview");
  EXPECT_EQ(FindCoreFormat("compliance", /*of_sector=*/false), nullptr);
  EXPECT_THAT(
      CoreFormatIds(/*of_sector=*/true),
      ElementsAre("progress", "annual-priorities", "compliance", "results-map", "entry-into-force",
                  "reporting-rounds", "findings", "coverage", "comparison"));
}

TEST_F(CoreFormatsTest, NoSectorMayDeclareOneOfThem) {
  for (const CoreFormat& format : CoreFormatTable()) {
    v1::SectorManifest manifest = EnergyManifest();
    manifest.mutable_report_formats(0)->set_id(std::string(format.id));
    EXPECT_THAT(std::string(sectors::CheckManifest(manifest).message()),
                HasSubstr("is a report of the core"))
        << format.id;
  }
}

TEST_F(CoreFormatsTest, SayThatThereIsNothingRatherThanShowAnEmptyTable) {
  for (const std::string& format : CoreFormatIds(/*of_sector=*/true)) {
    const v1::Document document = Get(format);
    EXPECT_GT(document.sections_size(), 0) << format;
    EXPECT_THAT(BrokenCountingRules(document), IsEmpty()) << format;
    for (const v1::Section& section : document.sections()) {
      EXPECT_TRUE(section.blocks_size() > 0 || !section.unavailable().empty())
          << format << " " << section.id();
    }
  }
}

TEST_F(CoreFormatsTest, ComplianceListsTheSectorsOwnWordAndTheDecisionBehindIt) {
  PutLine("PH1", "level: 'area' title: 'Phase I'");
  PutLine("A", "level: 'action' parent_code: 'PH1' title: 'Grid'");
  PutLine("B", "level: 'action' title: 'Codes'");
  v1::Update adopted;
  adopted.set_reported_status("on_going");
  adopted.set_effective_date("2023-11");
  adopted.mutable_decision()->set_body("AMEM");
  adopted.mutable_decision()->set_meeting("AMEM-41");
  Put(LineName("A") + "/updates/a", adopted);
  Say("B", "completed", "2022", "KHM");
  const v1::Document document = Get("compliance");
  EXPECT_THAT(
      Reports(document).Rows("lines"),
      ElementsAre("PH1 | Phase I |  |  | Heading |  |  |  | ",
                  ">A | Grid | On-going | In progress | In progress | 2023-11 | AMEM | "
                  "AMEM-41 | ",
                  "B | Codes | (by member states) | In progress | In progress | 2022 |  |  | ",
                  ">B | State KHM | Completed | Completed | Completed | 2022 |  |  | "));
  EXPECT_THAT(Reports(document).Rows("states"),
              AllOf(Contains("In progress | 2 | "), Contains("Counted lines | 2 | ")));
}

TEST_F(CoreFormatsTest, ComplianceEndsItsListAndSaysWhereButCountsAllLines) {
  for (int i = 0; i < 3100; ++i) PutLine("L" + std::to_string(i));
  const v1::Document document = Get("compliance");
  const Reports report(document);
  EXPECT_EQ(report.Rows("lines").size(), 3000u);
  EXPECT_THAT(report.Paragraphs("lines"), HasSubstr("3000 of 3100 lines are listed"));
  EXPECT_EQ(report.Figure("Counted lines"), "3100");
}

TEST_F(CoreFormatsTest, AnnualPrioritiesComparesTwoPeriods) {
  PutLine("Moved");
  PutLine("Fallen");
  PutLine("Still");
  PutLine("Done");
  Say("Moved", "on_going", "2023");
  Say("Moved", "completed", "2024-03");
  Say("Fallen", "completed", "2022");
  Say("Fallen", "on_going", "2024-02");
  Say("Still", "on_going", "2022");
  Say("Done", "completed", "2020");
  const v1::Document document = Get("annual-priorities");
  const Reports report(document);
  EXPECT_THAT(report.Paragraphs("summary"),
              HasSubstr("Status on 2024-06-30 against 2023-12-31, the end of the period before: a "
                        "report is due every 12 months"));
  EXPECT_EQ(report.Figure("Moved on"), "1");
  EXPECT_EQ(report.Figure("Fell back"), "1");
  EXPECT_EQ(report.Figure("Unchanged"), "2");
  EXPECT_EQ(report.Figure("Reported on in the period"), "2 of 4");
  EXPECT_THAT(
      report.Rows("lines"),
      ElementsAre("Moved on |  |  |  |  |  |  |  | ",
                  "Moved | Title of Moved | In progress | Completed | Moved on | Completed | "
                  "2024-03 |  | ",
                  "Fell back |  |  |  |  |  |  |  | ",
                  "Fallen | Title of Fallen | Completed | In progress | Fell back | On-going | "
                  "2024-02 |  | ",
                  "Unchanged, open, silent |  |  |  |  |  |  |  | ",
                  "Still | Title of Still | In progress | In progress | Unchanged | On-going | "
                  "2022 |  | "));
}

TEST_F(CoreFormatsTest, AnnualPrioritiesQuotesWhatWasWrittenInThePeriod) {
  PutLine("A");
  v1::Update now;
  now.set_reported_status("on_going");
  now.set_effective_date("2024-02");
  now.set_member_state("KHM");
  now.set_challenges("The tender was late.");
  now.set_risk("Prices rise.");
  now.set_mitigation("Buy forward.");
  Put(LineName("A") + "/updates/now", now);
  v1::Update before = now;
  before.set_effective_date("2023-02");
  before.set_challenges("Of the period before.");
  Put(LineName("A") + "/updates/before", before);
  OpenLedger();
  const v1::Document document = Get("annual-priorities");
  EXPECT_THAT(Reports(document).Rows("written"),
              ElementsAre("Title of A (A) |  |  |  | ",
                          "Challenges | The tender was late. | 2024-02 | State KHM | ",
                          "Risk | Prices rise. | 2024-02 | State KHM | ",
                          "Mitigation | Buy forward. | 2024-02 | State KHM | "));
}

TEST_F(CoreFormatsTest, AnnualPrioritiesSaysWhereTextsCannotBeRead) {
  PutLine("A");
  const v1::Document document = Get("annual-priorities");
  EXPECT_THAT(document.sections(document.sections_size() - 1).unavailable(),
              HasSubstr("cannot be read"));
}

TEST_F(CoreFormatsTest, ResultsMapHasEveryValueTargetAndProxy) {
  const auto put = [&](const std::string& kpi, const std::string& record, const auto& message) {
    Put("sectors/energy/kpis/" + kpi + "/" + record, message);
  };
  put("K-2", "baselines/b", FromText<v1::Baseline>("value: 0 year: 2005"));
  put("K-2", "targets/t1", FromText<v1::Target>("value: 20 year: 2020 ordinal: 1"));
  put("K-2", "targets/t2", FromText<v1::Target>("value: 30 year: 2025 ordinal: 2"));
  put("K-2", "targets/t3", FromText<v1::Target>("value: 32 year: 2025 ordinal: 3"));
  put("K-2", "observations/o1",
      FromText<v1::Observation>("value: 24 period: '2021' kind: ACTUAL edition: 'Review'"));
  put("K-2", "observations/o2",
      FromText<v1::Observation>("value: 27 period: '2022' kind: ACTUAL edition: 'Review'"));
  put("K-2", "observations/o3",
      FromText<v1::Observation>("value: 29 period: '2025' kind: FORECAST edition: 'Review'"));
  put("X-1", "observations/o4",
      FromText<v1::Observation>("value: 9 period: '2023' kind: PROXY edition: 'GBD'"));
  const v1::Document document = Get("results-map");
  const Reports report(document);
  const auto outcomes = report.Rows("outcomes");
  ASSERT_EQ(outcomes.size(), 5u);
  EXPECT_THAT(outcomes[0],
              HasSubstr("K-2 | Intensity | 27 (2022) | % reduction | actual | 32 (2025) | 0 (2005) "
                        "| Short by"));
  EXPECT_THAT(outcomes[1], HasSubstr("further target |  |  |  | 20 (2020)"));
  EXPECT_THAT(outcomes[2], HasSubstr("target before it was changed |  |  |  | 30 (2025)"));
  EXPECT_THAT(outcomes[3], HasSubstr("further value | 24 (2021) |  | actual | "));
  EXPECT_THAT(outcomes[4], HasSubstr("forecast | 29 (2025) |  | forecast | "));
  EXPECT_THAT(report.Rows("impacts"),
              ElementsAre(AllOf(HasSubstr("K-3 | Deaths | NOT_REPORTED"), HasSubstr("| None |")),
                          AllOf(HasSubstr(">X-1 | Stands in for K-3: Deaths, modelled | 9 (2023) | "
                                          "deaths | proxy |"),
                                HasSubstr("| GBD |"))));
  EXPECT_THAT(report.Rows("summary"), Contains(HasSubstr("All | 4 | 2 of 4 | 1 of 4 | ")));
}

TEST_F(CoreFormatsTest, EntryIntoForceTellsWhoIsMissingSinceWhen) {
  PutLine("T", "level: 'action' title: 'Grid treaty' instrument_type: BINDING lead_body: 'HAPUA'");
  Say("T", "signed", "2022");
  Say("T", "ratified", "2023-05", "KHM");
  Say("T", "pending_ratification", "2023-06", "THA");
  const v1::Document document = Get("entry-into-force");
  EXPECT_THAT(Reports(document).Rows("awaiting-force"),
              ElementsAre("Grid treaty (T) | State LAO, State THA | 2 of 3 | 1 of 3 | 2022 | "
                          "pending_ratification | 2023-06 | 12 | HAPUA | "));
  EXPECT_THAT(Reports(document).Paragraphs("awaiting-signature"),
              HasSubstr("No instrument is reported as waiting for signature."));
  EXPECT_THAT(Reports(document).Rows("member-states"),
              ElementsAre("State LAO | 0 | 1 | 0 | T | ", "State THA | 0 | 1 | 0 | T | "));
}

// What holds whatever the plans.
class CountingRulesTest : public CoreFormatsTest, public ::testing::WithParamInterface<int> {
 protected:
  static constexpr int kLines = 40;

  CountingRulesTest() : CoreFormatsTest(static_cast<unsigned>(GetParam())) {
    v1::SectorManifest manifest = WithPathAndKpis();
    if (GetParam() % 2 == 0) manifest.set_counted_parent_rule(v1::REPLACED_BY_CHILDREN);
    manifest.mutable_cadence()->set_months(GetParam() % 3 == 0 ? 3 : 12);
    PutManifest(manifest);
    if (GetParam() % 4 == 0) PutMembers({"TLS"}, "2022-01-01");
    for (const std::string id : {"a", "b", "c"}) {
      PutRandomPlan(id, id == "c" ? "" : "energy", kLines);
      SayRandomThings(id, kLines, kPathWords);
    }
    Commit();
    for (int i = 0; i < 5; ++i) next_.Vanish("plans/a/lines/L" + std::to_string(i * 3));
  }

  // The sector's classes as the report of counts alone has them.
  std::vector<std::string> HeadlineFigures(const std::string& effective) {
    for (const std::string& row : Reports(Get("headline", effective, "")).Rows("side-by-side")) {
      if (row.rfind("Energy | ", 0) == 0) return Fields(row);
    }
    return {};
  }
  static std::vector<std::string> Fields(const std::string& row) {
    std::vector<std::string> fields;
    for (size_t start = 0, bar; (bar = row.find(" | ", start)) != std::string::npos;) {
      fields.push_back(row.substr(start, bar - start));
      start = bar + 3;
    }
    return fields;
  }
  static int64_t RowsWith(const std::vector<std::string>& rows, size_t field,
                          std::string_view text) {
    return std::count_if(rows.begin(), rows.end(), [&](const std::string& row) {
      const auto fields = Fields(row);
      return fields.size() > field && fields[field] == text;
    });
  }
};

TEST_P(CountingRulesTest, HoldInEveryFormatOfTheCore) {
  for (const std::string effective : {"2020-12-31", "2024-06-30"}) {
    for (const CoreFormat& format : CoreFormatTable()) {
      const v1::Document document =
          Get(std::string(format.id), effective, format.of_sector ? "energy" : "");
      EXPECT_THAT(BrokenCountingRules(document), IsEmpty()) << format.id;
    }
  }
}

TEST_P(CountingRulesTest, EveryFormatCountsTheSameLines) {
  const std::string effective = "2024-06-30";
  const auto headline = HeadlineFigures(effective);
  ASSERT_GE(headline.size(), 7u);
  const std::string& counted = headline[1];
  for (const std::string format : {"progress", "compliance", "results-map", "annual-priorities"}) {
    const v1::Document document = Get(format, effective);
    EXPECT_EQ(Reports(document).Figure("Counted lines"), counted) << format;
  }
  const v1::Document priorities = Get("annual-priorities", effective);
  const auto periods = Reports(priorities).Rows("periods");
  for (size_t i = 0; i < kHeadlineClasses.size(); ++i) {
    const std::string start = std::string(TitleOf(kHeadlineClasses[i])) + " | ";
    const auto row = std::find_if(periods.begin(), periods.end(), [&](const std::string& text) {
      return text.rfind(start, 0) == 0;
    });
    ASSERT_NE(row, periods.end());
    EXPECT_EQ(Fields(*row)[2], headline[2 + i]) << start;
  }
}

TEST_P(CountingRulesTest, ThePeriodBeforeIsCountedAsItsOwnReportCountsIt) {
  const v1::Document priorities = Get("annual-priorities", "2024-06-30");
  const std::string before = GetParam() % 3 == 0 ? "2024-03-31" : "2023-12-31";
  const auto headline = HeadlineFigures(before);
  ASSERT_GE(headline.size(), 7u);
  const auto periods = Reports(priorities).Rows("periods");
  for (size_t i = 0; i < kHeadlineClasses.size(); ++i) {
    EXPECT_EQ(Fields(periods[i])[1], headline[2 + i]) << periods[i];
  }
}

TEST_P(CountingRulesTest, MovementsAreAllCountedLines) {
  const v1::Document document = Get("annual-priorities");
  const Reports report(document);
  int64_t moved = 0;
  for (const std::string title : {"Moved on", "Fell back", "First reported", "No longer reported",
                                  "Left out", "Taken in again", "Unchanged"}) {
    moved += std::stoll(report.Figure(title));
  }
  EXPECT_EQ(std::to_string(moved), report.Figure("Counted lines"));
}

TEST_P(CountingRulesTest, ComplianceListsAsManyLinesAsItCounts) {
  const v1::Document document = Get("compliance");
  const Reports report(document);
  std::vector<std::string> lines;
  for (const v1::Section& section : document.sections()) {
    if (section.id() != "lines") continue;
    for (const v1::Block& block : section.blocks()) {
      for (const v1::Row& row : block.table().rows()) {
        // A row of a member state is of no record.
        if (row.cells(0).records_size() > 0) lines.push_back(row.cells(4).text());
      }
    }
  }
  EXPECT_EQ(lines.size(), 2u * kLines) << "no line is left out";
  for (const v1::HeadlineClass headline : kHeadlineClasses) {
    const std::string title(TitleOf(headline));
    const std::string figure = report.Figure(title);
    EXPECT_EQ(std::to_string(std::count(lines.begin(), lines.end(), title)),
              figure.substr(0, figure.find(' ')))
        << title;
  }
}

TEST_P(CountingRulesTest, EveryInstrumentIsInOneQueue) {
  const v1::Document document = Get("entry-into-force");
  const Reports report(document);
  const auto queues = report.Rows("summary");
  ASSERT_FALSE(queues.empty());
  const auto size_of = [&](size_t queue) { return std::stoul(Fields(queues[queue])[1]); };
  EXPECT_EQ(report.Rows("awaiting-signature").size(), size_of(0));
  EXPECT_EQ(report.Rows("awaiting-force").size(), size_of(1));
  EXPECT_EQ(report.Rows("in-force-for-some").size(), size_of(2));
}

TEST_P(CountingRulesTest, AShareThatNoCountCanGiveIsFlagged) {
  v1::SectorManifest manifest = WithPathAndKpis();
  *manifest.add_kpis() = FromText<v1::KpiDefinition>("code: 'P-1' title: 'Lines' unit: 'lines'");
  *manifest.add_kpis() =
      FromText<v1::KpiDefinition>("code: 'P-2' title: 'Done' unit: '% of lines' direction: UP");
  PutManifest(manifest);
  const int lines = 3 + Pick(5);
  const bool whole = Pick(2) == 0;
  const double share = whole ? 100.0 * (1 + Pick(lines - 1)) / lines : 99;
  const auto observe = [&](const std::string& kpi, double value) {
    v1::Observation observation;
    observation.set_value(value);
    observation.set_period("2023");
    observation.set_kind(v1::ACTUAL);
    observation.set_edition("Review");
    Put("sectors/energy/kpis/" + kpi + "/observations/o", observation);
  };
  observe("P-1", lines);
  observe("P-2", share);
  bool flagged = false;
  const v1::Document document = Get("progress");
  for (const v1::Section& section : document.sections()) {
    for (const v1::Block& block : section.blocks()) {
      for (const v1::Finding& finding : block.findings().findings()) {
        flagged |= finding.rule() == kPublishedShareRule;
      }
    }
  }
  EXPECT_EQ(flagged, !whole) << share << "% of " << lines;
}

INSTANTIATE_TEST_SUITE_P(Seeds, CountingRulesTest, ::testing::Range(0, 24));

}  // namespace
}  // namespace sheaf::reports
