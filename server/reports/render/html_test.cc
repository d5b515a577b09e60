#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/reports/render/document_text.h"
#include "server/reports/render/html_text.h"
#include "server/reports/render/render.h"

namespace sheaf::reports {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string Page(const v1::Document& document) { return RenderHtml(document).content; }

TEST(Html, IsAPageInEnglishWithTitleAndBothClocks) {
  const std::string html =
      Page(DocumentOf("title: 'Energy' subtitle: 'Progress' clocks { revision: 1412 "
                      "commit_time { seconds: 1714564803 } effective_date: '2024-04-30' }"));
  EXPECT_THAT(html, StartsWith("<!DOCTYPE html>\n<html lang=\"en\">"));
  EXPECT_THAT(html, HasSubstr("<title>Energy</title>"));
  EXPECT_THAT(html, HasSubstr("<h1>Energy</h1>\n<p class=\"subtitle\">Progress</p>"));
  EXPECT_THAT(html, HasSubstr("<dd>revision 1412, committed 2024-05-01 12:00:03 UTC</dd>"));
  EXPECT_THAT(html, HasSubstr("<dt>Effective</dt><dd>2024-04-30</dd>"));
}

TEST(Html, EscapesEveryText) {
  EXPECT_EQ(Html("<script> \"a\" & 'b'"), "&lt;script&gt; &quot;a&quot; &amp; &#39;b&#39;");
}

TEST(Html, ForbidsItselfToLoadOrRunAnything) {
  EXPECT_THAT(Page({}), HasSubstr("http-equiv=\"Content-Security-Policy\" "
                                  "content=\"default-src 'none'; style-src 'unsafe-inline';"));
}

TEST(Html, HeadsColumnsAndRowsOfTables) {
  const std::string html = Page(BlockOf(R"pb(
    table {
      title: "Lines"
      columns { id: "line" title: "Line" }
      columns { id: "power" title: "Power" unit: "MW" numeric: true }
      rows {
        cells { text: "EN-1" }
        cells { number: 300 unit: "MW" }
      }
    })pb"));
  EXPECT_THAT(html, HasSubstr("<caption>Lines</caption>"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"col\" class=\"numeric\">Power"
                              "<span class=\"unit\">MW</span></th>"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"row\" class=\"short\">EN-1</th>"
                              "<td class=\"numeric\">300</td>"));
}

TEST(Html, PrintsTablesOfMoreColumnsThanAPageTakesAcross) {
  std::string columns;
  for (int i = 0; i < 11; ++i) columns += "columns { id: 'c' title: 'C' } ";
  EXPECT_THAT(Page(BlockOf("table { " + columns + " }")), Not(HasSubstr("class=\"table wide")));
  columns += "columns { id: 'c' title: 'C' } ";
  EXPECT_THAT(Page(BlockOf("table { " + columns + " }")), HasSubstr("class=\"table wide"));
}

// Only there does a telephone show a row's figures below its head, and needs their titles.
TEST(Html, NamesTheColumnOfEachFigureInATableOfManyColumns) {
  const std::string few = "columns { title: 'A' } columns { title: 'B' } columns { title: 'C' } ";
  const std::string row =
      "rows { cells { text: 'x' } cells { count: 1 } cells { text: 'y' } cells { text: 'a text of "
      "more than one line of it' } }";
  EXPECT_THAT(Page(BlockOf("table { " + few + row + " }")), Not(HasSubstr("data-of=")));
  const std::string html =
      Page(BlockOf("table { " + few + "columns { title: '<D>' } " + row + " }"));
  EXPECT_THAT(html, HasSubstr("class=\"table stacked\""));
  EXPECT_THAT(html, HasSubstr("<td data-of=\"B\">1</td>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"wordy\" data-of=\"&lt;D&gt;\">a text"));
}

TEST(Html, PutsAFirstColumnOfFiguresUnderItsHead) {
  EXPECT_THAT(Page(BlockOf("table { columns { id: 'n' title: 'N' numeric: true } "
                           "rows { cells { count: 20 } } }")),
              HasSubstr("<th scope=\"row\" class=\"numeric\">20</th>"));
}

TEST(Html, GivesGroupsABodyOfTheirOwnAndMarksTotals) {
  const std::string html = Page(BlockOf(R"pb(
    table {
      columns { title: "Line" }
      columns { title: "n" numeric: true }
      rows {
        cells { text: "Land transport" }
        cells {}
        role: GROUP
      }
      rows {
        cells { text: "Cross-border roads" }
        cells { count: 1 }
        depth: 1
      }
      rows {
        cells { text: "Air" }
        cells { count: 2 }
        role: GROUP
      }
      rows {
        cells { text: "All of the lines of it" }
        cells { count: 3 }
        role: TOTAL
      }
    })pb"));
  EXPECT_THAT(html, HasSubstr("<tr class=\"group\"><th scope=\"rowgroup\" class=\"short\" "
                              "colspan=\"2\">Land transport</th></tr>"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"row\" class=\"depth-1\">Cross-border roads</th>"));
  EXPECT_THAT(html, HasSubstr("</tbody>\n<tbody>\n<tr class=\"group\"><th scope=\"rowgroup\" "
                              "class=\"short\">Air</th><td class=\"numeric\">2</td></tr>"));
  EXPECT_THAT(html, HasSubstr("<tr class=\"total\"><th scope=\"row\">All of the lines of it</th>"));
}

TEST(Html, ShowsAShareWithItsCounts) {
  EXPECT_THAT(Page(BlockOf("key_figures { figures { label: 'Done' value { share { numerator: 38 "
                           "denominator: 70 } } detail: 'of all' } }")),
              HasSubstr("<dt>Done</dt><dd><span class=\"percent\">54.3%</span> "
                        "<span class=\"counts\">38 of 70</span></dd>"
                        "<dd class=\"detail\">of all</dd>"));
}

TEST(Html, TellsZeroFromMissing) {
  const std::string html = Page(BlockOf(R"pb(
    table {
      columns { title: "a" }
      columns { title: "b" numeric: true }
      columns { title: "c" numeric: true }
      rows {
        cells {}
        cells { count: 0 }
        cells { missing: NOT_REPORTED }
      }
    })pb"));
  EXPECT_THAT(html, HasSubstr("<td class=\"numeric\">0</td>"
                              "<td class=\"numeric missing\">not reported</td>"));
}

TEST(Html, LinksCellsToTheirNotes) {
  const std::string html = Page(BlockOf(R"pb(
    table {
      columns { title: "a" }
      columns { title: "Target" }
      rows {
        cells {}
        cells { number: 32 notes: 1 notes: 7 }
      }
      notes: "Raised from 30."
    })pb"));
  EXPECT_THAT(html, HasSubstr("32<sup><a href=\"#s-1-note-1\">1</a></sup><sup>7</sup>"));
  EXPECT_THAT(html, HasSubstr("<li id=\"s-1-note-1\">Raised from 30.</li>"));
}

TEST(Html, MarksTonesAndNamesTheRecordsOfACell) {
  const std::string html = Page(BlockOf(R"pb(
    table {
      columns { title: "a" }
      columns { title: "Verdict" }
      rows {
        cells {}
        cells { text: "short by 2.8 points" tone: BAD records: "a\"b" records: "c" }
      }
    })pb"));
  EXPECT_THAT(html, HasSubstr("<td class=\"bad\" title=\"a&quot;b\nc\">"
                              "<span class=\"mark\">short by 2.8 points</span></td>"));
}

TEST(Html, SaysTheSeverityOfAFindingInWords) {
  const std::string html = Page(BlockOf(R"pb(
    findings {
      findings { rule: "r-v1" severity: ERROR text: "Wrong." records: "plans/a" sector: "ict" }
      findings { rule: "q-v1" text: "Fine." }
    })pb"));
  EXPECT_THAT(html, HasSubstr("<li class=\"error\"><strong class=\"severity\">Error</strong>"));
  EXPECT_THAT(html, HasSubstr("Rule <code>r-v1</code>: <code>plans/a</code>"));
  EXPECT_THAT(html, HasSubstr("<li class=\"note\"><strong class=\"severity\">Note</strong>"));
}

TEST(Html, ShowsTheFirstRecordsOfAFindingAndTheRestOnDemand) {
  v1::Document document = BlockOf("findings { findings { rule: 'r' text: 't' } }");
  auto* finding =
      document.mutable_sections(0)->mutable_blocks(0)->mutable_findings()->mutable_findings(0);
  for (int i = 1; i <= 7; ++i) finding->add_records("plans/p" + std::to_string(i));
  EXPECT_THAT(Page(document), HasSubstr("<code>plans/p5</code></p><details><summary>and 2 more"
                                        "</summary><p class=\"origin\"><code>plans/p6</code>, "
                                        "<code>plans/p7</code></p></details>"));
}

TEST(Html, ShowsNoCellOfATableWithoutColumns) {
  EXPECT_THAT(Page(BlockOf("table { rows { role: GROUP cells { text: 'lost' } cells {} } }")),
              HasSubstr("<tr class=\"group\"></tr>"));
}

TEST(Html, HidesATitleThatOnlyRepeatsTheSections) {
  EXPECT_THAT(Page(BlockOf("table { title: 'Section' columns { title: 'a' } }")),
              HasSubstr("<caption class=\"unseen\">Section</caption>"));
}

TEST(Html, SaysWhyASectionIsNotThere) {
  EXPECT_THAT(Page(DocumentOf("sections { id: 'ict' title: 'ICT' unavailable: 'Down & out.' }")),
              HasSubstr("<strong>Not available.</strong> Down &amp; out."));
}

TEST(Html, NeverUsesASectionsIdAsMoreThanAnAnchor) {
  const std::string html = Page(
      DocumentOf("sections { id: 'a\" onclick=\"x' title: 'A' } sections { id: 'kpis' title: 'K' } "
                 "sections { id: 'kpis' title: 'L' } sections { id: 'rules' title: 'R' }"));
  EXPECT_THAT(html, Not(HasSubstr("onclick")));
  EXPECT_THAT(html, HasSubstr("<section id=\"section-1\">"));
  EXPECT_THAT(html, HasSubstr("<section id=\"kpis\">"));
  EXPECT_THAT(html, HasSubstr("<section id=\"section-3\">"));
  EXPECT_THAT(html, HasSubstr("<section id=\"section-4\">"));
  EXPECT_THAT(html, HasSubstr("<a href=\"#kpis\">K</a>"));
}

TEST(Html, NamesRulesAndPrograms) {
  const std::string html =
      Page(DocumentOf("rules { id: 'headline-v1' text: 'Three classes.' } "
                      "producers { program: 'energy' version: '1.2' digest: 'ab12' }"));
  EXPECT_THAT(html, HasSubstr("<dt><code>headline-v1</code></dt><dd>Three classes.</dd>"));
  EXPECT_THAT(html, HasSubstr("<li>energy plugin 1.2, SHA-256 <code>ab12</code></li>"));
}

}  // namespace
}  // namespace sheaf::reports
