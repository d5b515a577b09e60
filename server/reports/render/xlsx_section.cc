#include "server/reports/render/xlsx_section.h"

#include <list>
#include <string>
#include <utility>
#include <vector>

#include "server/reports/render/captions.h"
#include "server/reports/render/plain_text.h"
#include "server/reports/render/xlsx_chart.h"
#include "server/reports/render/xlsx_table.h"
#include "server/reports/render/xlsx_text.h"

namespace sheaf::reports {
namespace {

using Kind = XlsxStyle::Kind;

// A head further down would leave no room to scroll in, if it and all above it stayed in view.
constexpr int kLowestFrozenHead = 10;
// Wider tables keep their first column in view, too.
constexpr size_t kColumnsAtOnce = 7;

v1::Column* AddColumn(v1::Table* table, const std::string& id, const std::string& title) {
  v1::Column* column = table->add_columns();
  column->set_id(id);
  column->set_title(title);
  return column;
}

v1::Table TableOf(const v1::KeyFigures& figures) {
  v1::Table table;
  AddColumn(&table, "figure", "Figure");
  AddColumn(&table, "value", "Value")->set_numeric(true);
  AddColumn(&table, "detail", "Detail");
  for (const v1::KeyFigure& figure : figures.figures()) {
    v1::Row* row = table.add_rows();
    row->add_cells()->set_text(figure.label());
    *row->add_cells() = figure.value();
    row->add_cells()->set_text(figure.detail());
  }
  return table;
}

v1::Tone ToneOf(v1::Severity severity) {
  if (severity == v1::ERROR) return v1::BAD;
  return severity == v1::WARNING ? v1::CAUTION : v1::TONE_UNSPECIFIED;
}

std::string Lines(const std::vector<std::string>& texts) {
  std::string lines;
  for (const std::string& text : texts) lines += (lines.empty() ? "" : "\n") + OneLine(text);
  return lines;
}

// The records beyond the first, on one line, which is clipped where it is long.
std::string FurtherRecords(const v1::Finding& finding) {
  std::string further;
  for (int i = static_cast<int>(FirstRecords(finding).size()); i < finding.records_size(); ++i) {
    further += (further.empty() ? "" : "; ") + finding.records(i);
  }
  return further;
}

v1::Table TableOf(const v1::Findings& findings) {
  v1::Table table;
  AddColumn(&table, "severity", "Severity");
  AddColumn(&table, "finding", "Finding");
  AddColumn(&table, "sector", "Sector");
  AddColumn(&table, "rule", "Rule");
  AddColumn(&table, "records", "Records");
  bool further = false;
  for (const v1::Finding& finding : findings.findings()) {
    further = further || !FurtherRecordsText(finding).empty();
  }
  if (further) AddColumn(&table, "further_records", "Further records");
  for (const v1::Finding& finding : findings.findings()) {
    v1::Row* row = table.add_rows();
    v1::Cell* severity = row->add_cells();
    severity->set_text(SeverityText(finding.severity()));
    severity->set_tone(ToneOf(finding.severity()));
    row->add_cells()->set_text(finding.text());
    row->add_cells()->set_text(finding.sector());
    row->add_cells()->set_text(finding.rule());
    row->add_cells()->set_text(Lines(FirstRecords(finding)));
    if (further) row->add_cells()->set_text(FurtherRecords(finding));
  }
  return table;
}

// The blocks of a section in the order of the sheet.
struct Parts {
  struct TextOrTable {
    const v1::Paragraph* paragraph = nullptr;
    XlsxTable* table = nullptr;
  };
  std::list<XlsxTable> tables;
  std::vector<TextOrTable> upper;
  std::vector<const v1::Chart*> charts;

  void Add(v1::Table table) {
    tables.emplace_back(std::move(table));
    upper.push_back({.table = &tables.back()});
  }
};

void AddTo(Parts* parts, const v1::Block& block) {
  switch (block.kind_case()) {
    case v1::Block::kParagraph:
      parts->upper.push_back({.paragraph = &block.paragraph()});
      break;
    case v1::Block::kKeyFigures:
      parts->Add(TableOf(block.key_figures()));
      break;
    case v1::Block::kTable:
      parts->Add(block.table());
      break;
    case v1::Block::kChart:
      parts->charts.push_back(&block.chart());
      break;
    case v1::Block::kFindings:
      parts->Add(TableOf(block.findings()));
      break;
    case v1::Block::KIND_NOT_SET:
      break;
  }
}

void WriteTitle(const v1::Document& document, const v1::Section& section, XlsxSheet* sheet) {
  sheet->WriteText(0, OneLine(section.title()), {.kind = Kind::kTitle});
  sheet->EndRow();
  sheet->WriteText(0,
                   OneLine(document.title() + " · effective " + EffectiveText(document.clocks()) +
                           " · known at " + KnownAtText(document.clocks())),
                   {.kind = Kind::kSubtitle});
  sheet->EndRow();
  sheet->Skip(1);
  if (section.unavailable().empty()) return;
  sheet->WriteParagraph("Not available. " + section.unavailable(), {.kind = Kind::kUnavailable});
  sheet->Skip(1);
}

void WriteUpper(Parts* parts, XlsxSheet* sheet) {
  for (const Parts::TextOrTable& part : parts->upper) {
    if (part.table != nullptr) {
      part.table->Write(sheet);
      continue;
    }
    for (const std::string& paragraph : Paragraphs(part.paragraph->text())) {
      sheet->WriteParagraph(paragraph, {.kind = Kind::kParagraph});
    }
    sheet->Skip(1);
  }
}

// The head of the first table stays in view where it is the head of all tables, and stands on every
// printed page where it is the head of all that is on them.
void KeepHeadInView(const Parts& parts, XlsxSheet* sheet) {
  if (parts.tables.empty()) return;
  const XlsxTable& first = parts.tables.front();
  for (const XlsxTable& table : parts.tables) {
    if (!table.IsHeadedLike(first)) return;
  }
  if (first.columns().empty() || first.head_row() > kLowestFrozenHead) return;
  const auto row = static_cast<lxw_row_t>(first.head_row());
  const lxw_col_t column = first.columns().size() > kColumnsAtOnce ? 1 : 0;
  worksheet_freeze_panes(sheet->sheet(), row + 1, column);
  if (parts.charts.empty()) worksheet_repeat_rows(sheet->sheet(), row, row);
}

// Each on a page of its own, or the end of a page would cut through it.
void WriteCharts(const Parts& parts, XlsxSheet* sheet) {
  constexpr lxw_row_t kEnd = 0;
  std::vector<lxw_row_t> breaks;
  for (const v1::Chart* chart : parts.charts) {
    const bool is_first = breaks.empty() && parts.upper.empty();
    if (!is_first) breaks.push_back(static_cast<lxw_row_t>(sheet->row()));
    WriteChart(*chart, sheet);
  }
  breaks.push_back(kEnd);
  worksheet_set_h_pagebreaks(sheet->sheet(), breaks.data());
}

}  // namespace

void SetPage(const v1::Document& document, XlsxSheet* sheet) {
  lxw_worksheet* page = sheet->sheet();
  constexpr uint8_t kA4 = 9;
  worksheet_set_paper(page, kA4);
  worksheet_set_landscape(page);
  worksheet_fit_to_pages(page, 1, 0);
  worksheet_set_margins(page, 0.5, 0.5, 0.55, 0.75);
  // The font's name ends the size, or a title that begins with a year would be read as part of it.
  const std::string foot = R"(&L&8&"-,Regular")" + XlsxPageLine(document.title()) +
                           R"(&C&8&"-,Regular"&A&R&8Page &P of &N)";
  worksheet_set_footer(page, foot.c_str());
  worksheet_gridlines(page, LXW_HIDE_ALL_GRIDLINES);
  worksheet_ignore_errors(page, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
  worksheet_outline_settings(page, LXW_TRUE, LXW_FALSE, LXW_FALSE, LXW_FALSE);
}

void WriteSection(const v1::Document& document, const v1::Section& section, XlsxSheet* sheet) {
  Parts parts;
  for (const v1::Block& block : section.blocks()) AddTo(&parts, block);
  for (const XlsxTable& table : parts.tables) table.Widen(sheet);
  for (const v1::Chart* chart : parts.charts) WidenForChart(*chart, sheet);
  sheet->SetWidths();
  SetPage(document, sheet);
  WriteTitle(document, section, sheet);
  WriteUpper(&parts, sheet);
  KeepHeadInView(parts, sheet);
  WriteCharts(parts, sheet);
}

}  // namespace sheaf::reports
