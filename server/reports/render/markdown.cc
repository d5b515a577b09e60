#include <string>
#include <vector>

#include "server/reports/render/captions.h"
#include "server/reports/render/cell_text.h"
#include "server/reports/render/markdown_table.h"
#include "server/reports/render/markdown_text.h"
#include "server/reports/render/plain_text.h"
#include "server/reports/render/render.h"

namespace sheaf::reports {
namespace {

// Every part ends with a line end and is set off from the one before by an empty line.
void Add(std::string& text, const std::string& part) {
  if (part.empty()) return;
  if (!text.empty()) text += "\n";
  text += part;
}

std::string Heading(int level, const std::string& title) {
  return title.empty() ? "" : std::string(level, '#') + " " + MarkdownText(title) + "\n";
}

std::string ParagraphText(const std::string& paragraphs) {
  std::string text;
  for (const std::string& paragraph : Paragraphs(paragraphs)) {
    Add(text, MarkdownLine(paragraph) + "\n");
  }
  return text;
}

std::string KeyFigureText(const v1::KeyFigure& figure) {
  std::string text =
      "- " + MarkdownLine(figure.label()) + ": **" + MarkdownText(CellText(figure.value())) + "**";
  if (!figure.detail().empty()) text += " – " + MarkdownText(figure.detail());
  return text + "\n";
}

std::string KeyFiguresText(const v1::KeyFigures& figures) {
  std::string text;
  for (const v1::KeyFigure& figure : figures.figures()) text += KeyFigureText(figure);
  return text;
}

// A title that only repeats the section's is left out.
std::string BlockHeading(const std::string& title, const v1::Section& section) {
  return title == section.title() ? "" : Heading(3, title);
}

std::string TableText(const v1::Table& table, const v1::Section& section) {
  std::string text = BlockHeading(table.title(), section);
  Add(text, MarkdownTable(table));
  return text;
}

std::string ChartText(const v1::Chart& chart, const v1::Section& section) {
  std::string text = BlockHeading(chart.title(), section);
  Add(text, "Values: " + MarkdownText(chart.y_title()) + "\n");
  Add(text, MarkdownTable(FiguresBehind(chart)));
  return text;
}

// "rule vanished-line-v1, energy: plans/energy/lines/EN-1, plans/energy/lines/EN-2".
std::string Origin(const v1::Finding& finding) {
  std::string text = "rule " + finding.rule();
  if (!finding.sector().empty()) text += ", " + finding.sector();
  bool first = true;
  for (const std::string& record : FirstRecords(finding)) {
    text += (first ? ": " : ", ") + record;
    first = false;
  }
  const std::string further = FurtherRecordsText(finding);
  return further.empty() ? text : text + " " + further;
}

std::string FindingsText(const v1::Findings& findings) {
  std::string text;
  for (const v1::Finding& finding : findings.findings()) {
    text += "- **" + SeverityText(finding.severity()) + ":** " + MarkdownText(finding.text()) +
            " (" + MarkdownText(Origin(finding)) + ")\n";
  }
  return text;
}

std::string BlockText(const v1::Block& block, const v1::Section& section) {
  switch (block.kind_case()) {
    case v1::Block::kParagraph:
      return ParagraphText(block.paragraph().text());
    case v1::Block::kKeyFigures:
      return KeyFiguresText(block.key_figures());
    case v1::Block::kTable:
      return TableText(block.table(), section);
    case v1::Block::kChart:
      return ChartText(block.chart(), section);
    case v1::Block::kFindings:
      return FindingsText(block.findings());
    case v1::Block::KIND_NOT_SET:
      break;
  }
  return "";
}

std::string SectionText(const v1::Section& section) {
  std::string text = Heading(2, section.title());
  if (!section.unavailable().empty()) {
    Add(text, "> **Not available:** " + MarkdownText(section.unavailable()) + "\n");
  }
  for (const v1::Block& block : section.blocks()) Add(text, BlockText(block, section));
  return text;
}

std::string Rules(const v1::Document& document) {
  std::string text;
  for (const v1::Rule& rule : document.rules()) {
    text += "- " + MarkdownLine(rule.id()) + ": " + MarkdownText(rule.text()) + "\n";
  }
  return text.empty() ? text : "## Rules it was counted by\n\n" + text;
}

std::string Producers(const v1::Document& document) {
  std::string text;
  for (const v1::Producer& producer : document.producers()) {
    text += "- " + MarkdownLine(ProducerText(producer));
    if (!producer.digest().empty()) text += ", SHA-256 " + MarkdownText(producer.digest());
    if (const std::string then = InForceText(producer); !then.empty()) {
      text += "; " + MarkdownText(then);
      if (!producer.in_force_digest().empty()) {
        text += ", SHA-256 " + MarkdownText(producer.in_force_digest());
      }
    }
    text += "\n";
  }
  return text.empty() ? text : "## Programs it was made by\n\n" + text;
}

std::string Counts(const v1::Document& document) {
  const std::string counts = CountsText(document.counts());
  return counts.empty() ? "" : " Counts " + counts + ".";
}

}  // namespace

Rendered RenderMarkdown(const v1::Document& document) {
  std::string text = Heading(1, document.title());
  Add(text, ParagraphText(document.subtitle()));
  Add(text, "Known at " + KnownAtText(document.clocks()) + ". Effective " +
                MarkdownText(EffectiveText(document.clocks())) + "." + Counts(document) + "\n");
  for (const v1::Section& section : document.sections()) Add(text, SectionText(section));
  Add(text, Rules(document));
  Add(text, Producers(document));
  return {"text/markdown; charset=utf-8", std::move(text)};
}

}  // namespace sheaf::reports
