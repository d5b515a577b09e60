#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/reports/render/document_text.h"
#include "server/reports/render/markdown_text.h"
#include "server/reports/render/plain_text.h"
#include "server/reports/render/render.h"

namespace sheaf::reports {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string Markdown(const v1::Document& document) { return RenderMarkdown(document).content; }

std::vector<std::string> TableLines(const std::string& markdown) {
  std::vector<std::string> lines;
  for (const std::string& line : Paragraphs(markdown)) {
    if (line.starts_with('|')) lines.push_back(line);
  }
  return lines;
}

TEST(Markdown, BeginsWithTheTitleAndBothClocks) {
  const std::string text =
      Markdown(DocumentOf("title: 'Energy' subtitle: 'Progress' clocks { revision: 1412 "
                          "commit_time { seconds: 1714564803 } effective_date: '2024-04-30' }"));
  EXPECT_EQ(text,
            "# Energy\n\nProgress\n\n"
            "Known at revision 1412, committed 2024-05-01 12:00:03 UTC. Effective 2024-04-30.\n");
}

TEST(Markdown, KnowsTheStateBeforeTheFirstChange) {
  EXPECT_THAT(Markdown({}), HasSubstr("Known at revision 0, before the first change."));
}

TEST(Markdown, AlignsTables) {
  const std::string text = Markdown(BlockOf(R"pb(
    table {
      title: "Lines"
      columns { id: "sector" title: "Sector" }
      columns { id: "share" title: "Completed" numeric: true }
      rows {
        cells { text: "Giao thông" }
        cells { share { numerator: 38 denominator: 70 } }
      }
      rows {
        cells { text: "All" }
        cells { count: 1200 }
        role: TOTAL
      }
    })pb"));
  EXPECT_THAT(text, HasSubstr("### Lines\n\n"
                              "| Sector     |        Completed |\n"
                              "| ---------- | ---------------: |\n"
                              "| Giao thông | 54.3% (38 of 70) |\n"
                              "| **All**    |            1,200 |\n"));
}

TEST(Markdown, NeverCutsALongCellNorWidensTheOtherRows) {
  const std::string text = Markdown(BlockOf(
      "table { columns { title: 'A' } columns { title: 'B' } rows { cells { text: '" +
      std::string(200, 'x') + "' } cells { text: 'y' } } rows { cells { text: 'z' } cells {} } }"));
  const auto lines = TableLines(text);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[2], "| " + std::string(200, 'x') + " | y   |");
  EXPECT_LT(lines[3].size(), 70u);
}

TEST(Markdown, IndentsByDepthAndMarksGroups) {
  const std::string text = Markdown(BlockOf(R"pb(
    table {
      columns { title: "Line" }
      rows {
        cells { text: "Land" }
        role: GROUP
      }
      rows {
        cells { text: "Road" }
        depth: 1
      }
    })pb"));
  EXPECT_THAT(text, HasSubstr("| **Land** |\n| \u00A0\u00A0Road   |\n"));
}

TEST(Markdown, NumbersNotes) {
  const std::string text = Markdown(BlockOf(R"pb(
    table {
      columns { title: "Target" numeric: true }
      rows { cells { number: 32 notes: 1 notes: 12 } }
      notes: "Raised from 30."
    })pb"));
  EXPECT_THAT(text, HasSubstr("32 ¹ ¹² |\n\n1. Raised from 30.\n"));
}

TEST(Markdown, SaysWhyAValueIsMissing) {
  const std::string text = Markdown(BlockOf(R"pb(
    key_figures {
      figures {
        label: "Trained"
        value { missing: NOT_REPORTED }
        detail: "officials"
      }
      figures {
        label: "Ports"
        value { count: 0 }
      }
    })pb"));
  EXPECT_THAT(text, HasSubstr("- Trained: **not reported** – officials\n- Ports: **0**\n"));
}

TEST(Markdown, GivesTheFiguresOfACharts) {
  const std::string text = Markdown(BlockOf(R"pb(
    chart {
      title: "Share"
      type: LINES
      x_title: "Year"
      y_title: "Share of supply"
      unit: "%"
      labels: "2021"
      labels: "2022"
      series {
        title: "Actual"
        points { value: 16.2 }
        points {}
      }
      series {
        title: "Goal"
        projected: true
        points { value: 0 }
        points { value: 23 }
      }
    })pb"));
  EXPECT_THAT(text, HasSubstr("| Year | Actual (%) | Goal (projected) (%) |\n"));
  EXPECT_THAT(text, HasSubstr("| 2021 |       16.2 |                    0 |\n"));
  EXPECT_THAT(text, HasSubstr("| 2022 |   no value |                   23 |\n"));
}

TEST(Markdown, NamesSeverityRuleAndRecordsOfAFinding) {
  const std::string text = Markdown(BlockOf(R"pb(
    findings {
      findings {
        rule: "vanished-line-v1"
        severity: WARNING
        text: "Roaming is gone."
        sector: "ict"
        records: "plans/ict/lines/A"
        records: "plans/ict/lines/B"
      }
    })pb"));
  EXPECT_THAT(text, HasSubstr("- **Warning:** Roaming is gone. (rule vanished-line-v1, ict: "
                              "plans/ict/lines/A, plans/ict/lines/B)\n"));
}

TEST(Markdown, CountsTheRecordsThatAreTooManyToName) {
  v1::Document document = BlockOf("findings { findings { rule: 'r' text: 't' } }");
  auto* finding =
      document.mutable_sections(0)->mutable_blocks(0)->mutable_findings()->mutable_findings(0);
  for (int i = 1; i <= 7; ++i) finding->add_records("p" + std::to_string(i));
  EXPECT_THAT(Markdown(document), HasSubstr("(rule r: p1, p2, p3, p4, p5 and 2 more)\n"));
}

TEST(Markdown, LeavesOutATitleThatOnlyRepeatsTheSections) {
  EXPECT_THAT(Markdown(BlockOf("table { title: 'Section' columns { title: 'a' } }")),
              HasSubstr("## Section\n\n| a   |\n"));
}

TEST(Markdown, SaysWhyASectionIsNotThere) {
  const std::string text = Markdown(
      DocumentOf("sections { id: 'ict' title: 'ICT' unavailable: 'The plugin is down.' }"));
  EXPECT_THAT(text, HasSubstr("## ICT\n\n> **Not available:** The plugin is down.\n"));
}

TEST(Markdown, NamesRulesAndPrograms) {
  const std::string text =
      Markdown(DocumentOf("rules { id: 'headline-v1' text: 'Three classes.' } "
                          "producers { program: 'sheafd' version: '0.1.0' } "
                          "producers { program: 'energy' version: '1.2' digest: 'ab12' }"));
  EXPECT_THAT(text, HasSubstr("- headline-v1: Three classes.\n"));
  EXPECT_THAT(text, HasSubstr("- sheafd 0.1.0\n- energy plugin 1.2, SHA-256 ab12\n"));
}

TEST(MarkdownText, LetsNoMarkupThrough) {
  EXPECT_EQ(MarkdownText("<script>x</script>"), "\\<script>x\\</script>");
  EXPECT_EQ(MarkdownText("[x](javascript:y)"), "[x\\](javascript:y)");
  EXPECT_EQ(MarkdownText("*a* `b` ~c~ &lt; \\*"), "\\*a\\* \\`b\\` \\~c\\~ \\&lt; \\\\\\*");
  EXPECT_EQ(MarkdownText("_a_"), "\\_a\\_");
}

TEST(MarkdownText, LeavesWhatIsNoMarkup) {
  for (const char* text : {"on_going", "<0.1% (1 of 3,200)", "R&D, R & D", "EN-APG-001", "[sic]",
                           "a | b", "50% > 40%", "C:\\plans"}) {
    EXPECT_EQ(MarkdownText(text), text);
  }
}

TEST(MarkdownCell, EscapesPipesAndJoinsLines) { EXPECT_EQ(MarkdownCell("a|b\nc"), "a\\|b c"); }

TEST(MarkdownLine, BeginsNoBlock) {
  EXPECT_EQ(MarkdownLine("# not a heading"), "\\# not a heading");
  EXPECT_EQ(MarkdownLine("  - not a list"), "\\- not a list");
  EXPECT_EQ(MarkdownLine("2024. A year"), "2024\\. A year");
  EXPECT_EQ(MarkdownLine("2024.5 is a number"), "2024.5 is a number");
  EXPECT_EQ(MarkdownLine("plain"), "plain");
}

TEST(Markdown, ShowsATextOfManyLinesAsParagraphs) {
  EXPECT_THAT(Markdown(BlockOf("paragraph { text: 'one\\n# two' }")),
              HasSubstr("one\n\n\\# two\n"));
}

TEST(Markdown, IsWhatIsRenderedUnlessSomethingElseIsAsked) {
  const v1::Document document = DocumentOf("title: 'T'");
  EXPECT_THAT(Render(document, v1::RENDERING_UNSPECIFIED)->content, StartsWith("# T\n"));
  EXPECT_EQ(Render(document, v1::MARKDOWN)->media_type, "text/markdown; charset=utf-8");
  EXPECT_THAT(Render(document, v1::HTML)->content, Not(StartsWith("#")));
}

}  // namespace
}  // namespace sheaf::reports
