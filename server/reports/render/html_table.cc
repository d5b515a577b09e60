#include "server/reports/render/html_table.h"

#include <algorithm>
#include <vector>

#include "server/reports/render/cell_text.h"
#include "server/reports/render/html_text.h"
#include "server/reports/render/plain_text.h"

namespace sheaf::reports {
namespace {

constexpr int kVeryLongText = 90;
constexpr int kLongText = 28;
constexpr int kShortText = 17;
// A document with a table of more columns is printed across.
constexpr int kColumnsUpright = 11;
// A table of more columns has a row below the other on a telephone, each figure with its title.
constexpr int kColumnsOnATelephone = 3;

std::string_view ToneClass(v1::Tone tone) {
  switch (tone) {
    case v1::GOOD:
      return "good";
    case v1::CAUTION:
      return "caution";
    case v1::BAD:
      return "bad";
    case v1::MUTED:
      return "muted";
    default:
      return "";
  }
}

// A percentage over its counts, and a bar that is drawn from the same two numbers.
std::string ShareHtml(const v1::Share& share) {
  if (share.denominator() == 0) return Html(ShareText(share));
  return Element("span class=\"percent\"", PercentText(share)) + " " +
         Element("span class=\"counts\"", CountsText(share));
}

std::string NoteMarks(const v1::Cell& cell, const v1::Table& table, const std::string& id) {
  std::string marks;
  for (const int note : cell.notes()) {
    const std::string number = std::to_string(note);
    const bool known = note >= 1 && note <= table.notes_size();
    marks += known ? "<sup><a href=\"#" + id + "-note-" + number + "\">" + number + "</a></sup>"
                   : "<sup>" + number + "</sup>";
  }
  return marks;
}

// Codes and words of a column stay on one line; only what is long is broken.
bool IsShort(const v1::Cell& cell) {
  return cell.has_text() && DisplayWidth(cell.text()) <= kShortText;
}

std::string Origin(const v1::Cell& cell) {
  std::string records;
  for (const std::string& record : cell.records()) {
    records += (records.empty() ? "" : "\n") + record;
  }
  return records.empty() ? "" : " title=\"" + Html(records) + "\"";
}

std::string Body(const v1::Cell& cell, const v1::Column& column, const v1::Table& table,
                 const std::string& id) {
  std::string figure = HtmlFigure(cell, column.unit());
  if (!ToneClass(cell.tone()).empty() && cell.tone() != v1::MUTED && !figure.empty()) {
    figure = "<span class=\"mark\">" + figure + "</span>";
  }
  return figure + NoteMarks(cell, table, id);
}

std::string RowHead(const v1::Row& row, const std::string& body, bool alone,
                    const v1::Table& table) {
  const int depth = std::clamp(row.depth(), 0, 6);
  std::string classes = depth > 0 ? "depth-" + std::to_string(depth) : "";
  if (IsShort(row.cells(0))) classes += classes.empty() ? "short" : " short";
  if (table.columns(0).numeric() && !alone) classes += classes.empty() ? "numeric" : " numeric";
  std::string head = row.role() == v1::GROUP ? "<th scope=\"rowgroup\"" : "<th scope=\"row\"";
  if (!classes.empty()) head += " class=\"" + classes + "\"";
  head += Origin(row.cells(0));
  if (alone) head += " colspan=\"" + std::to_string(table.columns_size()) + "\"";
  return head + ">" + body + "</th>";
}

// Whether the row has nothing but its head, which then may take the whole width.
bool IsHeadAlone(const v1::Row& row) {
  return row.role() == v1::GROUP && row.cells_size() > 1 &&
         std::all_of(row.cells().begin() + 1, row.cells().end(), [](const v1::Cell& cell) {
           return cell.value_case() == v1::Cell::VALUE_NOT_SET && cell.notes().empty();
         });
}

int LongestText(const v1::Table& table, int column) {
  int longest = 0;
  for (const v1::Row& row : table.rows()) {
    if (column >= row.cells_size() || IsHeadAlone(row)) continue;
    longest = std::max(longest, DisplayWidth(row.cells(column).text()));
  }
  return longest;
}

// What all rows of a table have in common.
struct Shape {
  bool stacked = false;
  std::vector<int> longest;  // text of each column
};

Shape ShapeOf(const v1::Table& table) {
  Shape shape;
  shape.stacked = table.columns_size() > kColumnsOnATelephone;
  for (int i = 0; i < table.columns_size(); ++i) shape.longest.push_back(LongestText(table, i));
  return shape;
}

std::string CellHtml(const v1::Cell& cell, int i, const v1::Table& table, const Shape& shape,
                     const std::string& id) {
  const v1::Column& column = table.columns(i);
  const bool wordy = shape.stacked && shape.longest[i] > kLongText;
  std::string html = "<td" + HtmlClass(cell, column.numeric(), wordy) + Origin(cell);
  if (shape.stacked) html += " data-of=\"" + Html(column.title()) + "\"";
  return html + ">" + Body(cell, column, table, id) + "</td>";
}

std::string RowHtml(const v1::Row& row, const v1::Table& table, const Shape& shape,
                    const std::string& id) {
  std::string html = "<tr";
  if (row.role() == v1::GROUP) html += " class=\"group\"";
  if (row.role() == v1::TOTAL) html += " class=\"total\"";
  html += ">";
  const bool alone = IsHeadAlone(row);
  const int columns = std::min(row.cells_size(), table.columns_size());
  for (int i = 0; i < (alone ? std::min(columns, 1) : columns); ++i) {
    const v1::Cell& cell = row.cells(i);
    html += i == 0 ? RowHead(row, Body(cell, table.columns(i), table, id), alone, table)
                   : CellHtml(cell, i, table, shape, id);
  }
  return html + "</tr>\n";
}

// Columns of long texts are kept from being squeezed to the width of a word.
std::string HeadClass(const v1::Column& column, int longest) {
  std::string classes = column.numeric() ? "numeric" : "";
  if (longest > kLongText) classes += classes.empty() ? "long" : " long";
  if (longest > kVeryLongText) classes += " very";
  return classes.empty() ? classes : " class=\"" + classes + "\"";
}

std::string Unit(const v1::Column& column) {
  if (NamesUnit(column.title(), column.unit())) return "";
  return Element("span class=\"unit\"", column.unit());
}

std::string Head(const v1::Table& table, const Shape& shape) {
  std::string html = "<thead><tr>";
  for (int i = 0; i < table.columns_size(); ++i) {
    const v1::Column& column = table.columns(i);
    html += "<th scope=\"col\"" + HeadClass(column, shape.longest[i]) + ">" + Html(column.title()) +
            Unit(column) + "</th>";
  }
  return html + "</tr></thead>\n";
}

std::string Rows(const v1::Table& table, const Shape& shape, const std::string& id) {
  std::string html = "<tbody>\n";
  bool empty = true;
  for (const v1::Row& row : table.rows()) {
    if (row.role() == v1::GROUP && !empty) html += "</tbody>\n<tbody>\n";
    html += RowHtml(row, table, shape, id);
    empty = false;
  }
  return html + "</tbody>\n";
}

std::string Notes(const v1::Table& table, const std::string& id) {
  if (table.notes().empty()) return "";
  std::string html = "<ol class=\"notes\">\n";
  for (int i = 0; i < table.notes_size(); ++i) {
    html += "<li id=\"" + id + "-note-" + std::to_string(i + 1) + "\">" + Html(table.notes(i)) +
            "</li>\n";
  }
  return html + "</ol>\n";
}

}  // namespace

std::string HtmlFigure(const v1::Cell& cell, std::string_view column_unit) {
  if (!cell.has_share()) return Html(CellText(cell, column_unit));
  const std::string period = cell.period().empty() ? "" : " (" + Html(cell.period()) + ")";
  return ShareHtml(cell.share()) + period;
}

std::string HtmlClass(const v1::Cell& cell, bool numeric, bool wordy) {
  std::string classes(ToneClass(cell.tone()));
  const auto add = [&classes](std::string_view name) {
    if (!classes.empty()) classes += ' ';
    classes += name;
  };
  if (numeric) add("numeric");
  if (cell.has_missing()) add("missing");
  if (cell.has_date()) add("date");
  if (IsShort(cell)) add("short");
  if (wordy) add("wordy");
  return classes.empty() ? classes : " class=\"" + classes + "\"";
}

std::string HtmlTable(const v1::Table& table, const std::string& id, const std::string& section) {
  const std::string label = table.title().empty() ? "Table" : table.title();
  const bool wide = table.columns_size() > kColumnsUpright;
  const Shape shape = ShapeOf(table);
  std::string html = "<div class=\"table" + std::string(wide ? " wide" : "") +
                     (shape.stacked ? " stacked" : "") +
                     "\">\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" " +
                     ("aria-label=\"" + Html(label)) + "\">\n<table>\n" +
                     Element(TitleElement("caption", table.title(), section), table.title()) + "\n";
  html += Head(table, shape) + Rows(table, shape, id) + "</table>\n</div>\n";
  return html + Notes(table, id) + "</div>\n";
}

}  // namespace sheaf::reports
