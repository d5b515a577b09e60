#include "plugins/sdk/layout.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace sheaf::layout {
namespace {

v1::Column* AddColumn(v1::Table* table, std::string_view id, std::string_view title) {
  v1::Column* column = table->add_columns();
  column->set_id(std::string(id));
  column->set_title(std::string(title));
  return column;
}

}  // namespace

v1::Section MakeSection(std::string_view id, std::string_view title, std::string_view sector) {
  v1::Section section;
  section.set_id(std::string(id));
  section.set_title(std::string(title));
  section.set_sector(std::string(sector));
  return section;
}

void AddParagraph(v1::Section* section, std::string_view text) {
  section->add_blocks()->mutable_paragraph()->set_text(std::string(text));
}

v1::KeyFigures* AddKeyFigures(v1::Section* section) {
  return section->add_blocks()->mutable_key_figures();
}

void AddKeyFigure(v1::KeyFigures* figures, std::string_view label, v1::Cell value,
                  std::string_view detail) {
  v1::KeyFigure* figure = figures->add_figures();
  figure->set_label(std::string(label));
  *figure->mutable_value() = std::move(value);
  figure->set_detail(std::string(detail));
}

v1::Table* AddTable(v1::Section* section, std::string_view title) {
  v1::Table* table = section->add_blocks()->mutable_table();
  table->set_title(std::string(title));
  return table;
}

v1::Chart* AddChart(v1::Section* section, v1::Chart::Type type, std::string_view title,
                    std::string_view x_title, std::string_view y_title) {
  v1::Chart* chart = section->add_blocks()->mutable_chart();
  chart->set_type(type);
  chart->set_title(std::string(title));
  chart->set_x_title(std::string(x_title));
  chart->set_y_title(std::string(y_title));
  return chart;
}

v1::Findings* AddFindings(v1::Section* section) {
  return section->add_blocks()->mutable_findings();
}

v1::Cell Text(std::string_view text) {
  v1::Cell cell;
  cell.set_text(std::string(text));
  return cell;
}

v1::Cell Count(int64_t count) {
  v1::Cell cell;
  cell.set_count(count);
  return cell;
}

v1::Cell Number(double value) {
  v1::Cell cell;
  cell.set_number(value);
  return cell;
}

v1::Cell Number(double value, std::string_view unit, int decimals) {
  v1::Cell cell = Number(value);
  cell.set_unit(std::string(unit));
  cell.set_decimals(decimals);
  return cell;
}

v1::Cell Share(int64_t numerator, int64_t denominator) {
  v1::Cell cell;
  cell.mutable_share()->set_numerator(numerator);
  cell.mutable_share()->set_denominator(denominator);
  return cell;
}

v1::Cell Date(std::string_view partial_date) {
  v1::Cell cell;
  cell.set_date(std::string(partial_date));
  return cell;
}

v1::Cell Missing(v1::MissingReason reason) {
  v1::Cell cell;
  cell.set_missing(reason);
  return cell;
}

v1::Cell Blank() { return v1::Cell(); }

v1::Cell WithTone(v1::Cell cell, v1::Tone tone) {
  cell.set_tone(tone);
  return cell;
}

v1::Cell From(v1::Cell cell, std::string_view record) {
  cell.add_records(std::string(record));
  return cell;
}

v1::Cell WithNote(v1::Cell cell, int note) {
  cell.add_notes(note);
  return cell;
}

v1::Cell InPeriod(v1::Cell cell, std::string_view period) {
  cell.set_period(std::string(period));
  return cell;
}

std::string_view TitleOf(v1::HeadlineClass headline) {
  switch (headline) {
    case v1::HEADLINE_COMPLETED:
      return "Completed";
    case v1::HEADLINE_IN_PROGRESS:
      return "In progress";
    case v1::HEADLINE_NOT_STARTED:
      return "Not started";
    case v1::HEADLINE_EXCLUDED:
      return "Excluded";
    default:
      return "Not reported";
  }
}

TableLayout& TableLayout::Column(std::string_view id, std::string_view title) {
  AddColumn(table_, id, title);
  return *this;
}

TableLayout& TableLayout::NumberColumn(std::string_view id, std::string_view title,
                                       std::string_view unit) {
  v1::Column* column = AddColumn(table_, id, title);
  column->set_unit(std::string(unit));
  column->set_numeric(true);
  return *this;
}

TableLayout& TableLayout::Row(std::vector<v1::Cell> cells, v1::RowRole role, int depth) {
  if (static_cast<int>(cells.size()) != table_->columns_size()) {
    std::fprintf(stderr, "table '%s': a row of %zu cells under %d columns\n",
                 table_->title().c_str(), cells.size(), table_->columns_size());
    std::abort();
  }
  v1::Row* row = table_->add_rows();
  row->set_role(role);
  row->set_depth(depth);
  for (v1::Cell& cell : cells) *row->add_cells() = std::move(cell);
  return *this;
}

TableLayout& TableLayout::Group(std::string_view text) {
  std::vector<v1::Cell> cells(table_->columns_size());
  if (!cells.empty()) cells.front() = Text(text);
  return Row(std::move(cells), v1::GROUP);
}

int TableLayout::Note(std::string_view text) {
  const auto& notes = table_->notes();
  const auto found = std::find(notes.begin(), notes.end(), text);
  if (found != notes.end()) return static_cast<int>(found - notes.begin()) + 1;
  table_->add_notes(std::string(text));
  return table_->notes_size();
}

}  // namespace sheaf::layout
