#include "server/reports/render/html_blocks.h"

#include "server/reports/render/captions.h"
#include "server/reports/render/chart_scale.h"
#include "server/reports/render/html_table.h"
#include "server/reports/render/html_text.h"
#include "server/reports/render/plain_text.h"
#include "server/reports/render/svg_chart.h"
#include "server/reports/render/svg_paint.h"

namespace sheaf::reports {
namespace {

std::string KeyFigureHtml(const v1::KeyFigure& figure) {
  const v1::Cell& value = figure.value();
  return "<div class=\"card\">" + Element("dt", figure.label()) + "<dd" +
         HtmlClass(value, false, false) + ">" + HtmlFigure(value) + "</dd>" +
         Element("dd class=\"detail\"", figure.detail()) + "</div>\n";
}

std::string KeyFiguresHtml(const v1::KeyFigures& figures) {
  std::string html = "<dl class=\"cards\">\n";
  for (const v1::KeyFigure& figure : figures.figures()) html += KeyFigureHtml(figure);
  return html + "</dl>\n";
}

// The figures stand under every picture, for those who cannot see it and those who want to copy it.
std::string ChartHtml(const v1::Chart& chart, const std::string& id, const std::string& section) {
  const bool drawn = CanBeDrawn(chart);
  std::string html = "<figure id=\"" + id + "\">\n" +
                     Element(TitleElement("figcaption", chart.title(), section), chart.title()) +
                     "\n";
  if (drawn) {
    html += Legend(chart, id) +
            "<div class=\"picture\" tabindex=\"0\" role=\"region\" aria-label=\"" +
            Html(chart.title()) + "\">\n" + SvgChart(chart, id) + "</div>\n";
  }
  html += drawn ? "<details>" : "<details open>";
  html += "<summary>" + std::string(drawn ? "The figures" : "The figures, which cannot be drawn") +
          "</summary>\n" + HtmlTable(FiguresBehind(chart), id + "-figures", section) +
          "</details>\n";
  return html + "</figure>\n";
}

std::string_view SeverityClass(v1::Severity severity) {
  switch (severity) {
    case v1::ERROR:
      return "error";
    case v1::WARNING:
      return "warning";
    default:
      return "note";
  }
}

// All records, where they are too many to stand beside the finding.
std::string FurtherRecords(const v1::Finding& finding) {
  const std::string further = FurtherRecordsText(finding);
  if (further.empty()) return "";
  std::string html = "<details>" + Element("summary", further) + "<p class=\"origin\">";
  const int shown = static_cast<int>(FirstRecords(finding).size());
  for (int i = shown; i < finding.records_size(); ++i) {
    html += (i == shown ? "" : ", ") + Element("code", finding.records(i));
  }
  return html + "</p></details>";
}

std::string FindingHtml(const v1::Finding& finding) {
  std::string html = "<li class=\"" + std::string(SeverityClass(finding.severity())) + "\">" +
                     Element("strong class=\"severity\"", SeverityText(finding.severity())) +
                     "<div>" + HtmlParagraphs(finding.text()) + "<p class=\"origin\">";
  html += Element("span class=\"sector\"", finding.sector()) + " Rule " +
          Element("code", finding.rule());
  bool first = true;
  for (const std::string& record : FirstRecords(finding)) {
    html += (first ? ": " : ", ") + Element("code", record);
    first = false;
  }
  return html + "</p>" + FurtherRecords(finding) + "</div></li>\n";
}

std::string FindingsHtml(const v1::Findings& findings) {
  std::string html = "<ul class=\"findings\">\n";
  for (const v1::Finding& finding : findings.findings()) html += FindingHtml(finding);
  return html + "</ul>\n";
}

}  // namespace

std::string HtmlBlock(const v1::Block& block, const std::string& id, const std::string& section) {
  switch (block.kind_case()) {
    case v1::Block::kParagraph:
      return HtmlParagraphs(block.paragraph().text());
    case v1::Block::kKeyFigures:
      return KeyFiguresHtml(block.key_figures());
    case v1::Block::kTable:
      return HtmlTable(block.table(), id, section);
    case v1::Block::kChart:
      return ChartHtml(block.chart(), id, section);
    case v1::Block::kFindings:
      return FindingsHtml(block.findings());
    case v1::Block::KIND_NOT_SET:
      break;
  }
  return "";
}

std::string HtmlParagraphs(const std::string& text, const std::string& attributes) {
  std::string html;
  for (const std::string& paragraph : Paragraphs(text)) {
    html += Element("p" + attributes, paragraph) + "\n";
  }
  return html;
}

}  // namespace sheaf::reports
