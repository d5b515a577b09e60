#include "server/reports/render/markdown_table.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "server/reports/render/cell_text.h"
#include "server/reports/render/markdown_text.h"
#include "server/reports/render/plain_text.h"

namespace sheaf::reports {
namespace {

constexpr int kWidestPadding = 48;
constexpr int kNarrowest = 3;
// A no-break space: Markdown drops plain ones at the beginning of a cell.
constexpr std::string_view kIndent = "\xC2\xA0\xC2\xA0";

using Line = std::vector<std::string>;

// 12 as "¹²".
std::string Superscript(int number) {
  constexpr std::string_view kDigits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text;
  for (const char digit : std::to_string(std::max(number, 0))) text += kDigits[digit - '0'];
  return text;
}

std::string Body(const v1::Cell& cell, const v1::Column& column) {
  std::string text = MarkdownCell(CellText(cell, column.unit()));
  for (const int note : cell.notes()) text += " " + Superscript(note);
  return text;
}

// What stands first in a row says where the row stands: indented by its depth, bold for groups and
// totals.
std::string Label(std::string text, const v1::Row& row) {
  if (row.role() != v1::ROW_ROLE_UNSPECIFIED && !text.empty()) text = "**" + text + "**";
  for (int depth = 0; depth < std::min(row.depth(), 8); ++depth) text.insert(0, kIndent);
  return text;
}

Line RowLine(const v1::Row& row, const v1::Table& table) {
  Line line(table.columns_size());
  for (int i = 0; i < std::min(row.cells_size(), table.columns_size()); ++i) {
    line[i] = Body(row.cells(i), table.columns(i));
  }
  if (!line.empty()) line[0] = Label(std::move(line[0]), row);
  return line;
}

Line HeadLine(const v1::Table& table) {
  Line line;
  for (const v1::Column& column : table.columns()) line.push_back(MarkdownCell(ColumnText(column)));
  return line;
}

std::vector<int> Widths(const std::vector<Line>& lines, int columns) {
  std::vector<int> widths(columns, kNarrowest);
  for (const Line& line : lines) {
    for (int i = 0; i < columns; ++i) {
      const int width = std::min(DisplayWidth(line[i]), kWidestPadding);
      widths[i] = std::max(widths[i], width);
    }
  }
  return widths;
}

std::string Padded(const std::string& text, int width, bool right) {
  const std::string padding(std::max(width - DisplayWidth(text), 0), ' ');
  return right ? padding + text : text + padding;
}

std::string Laid(const Line& line, const std::vector<int>& widths, const v1::Table& table) {
  std::string text = "|";
  for (int i = 0; i < table.columns_size(); ++i) {
    text += " " + Padded(line[i], widths[i], table.columns(i).numeric()) + " |";
  }
  return text + "\n";
}

std::string Ruler(const std::vector<int>& widths, const v1::Table& table) {
  std::string text = "|";
  for (int i = 0; i < table.columns_size(); ++i) {
    const bool right = table.columns(i).numeric();
    text += " " + std::string(widths[i] - (right ? 1 : 0), '-') + (right ? ":" : "") + " |";
  }
  return text + "\n";
}

std::string Notes(const v1::Table& table) {
  std::string text;
  for (int i = 0; i < table.notes_size(); ++i) {
    text += std::to_string(i + 1) + ". " + MarkdownLine(table.notes(i)) + "\n";
  }
  return text.empty() ? text : "\n" + text;
}

}  // namespace

std::string MarkdownTable(const v1::Table& table) {
  if (table.columns().empty()) return Notes(table);
  std::vector<Line> lines = {HeadLine(table)};
  for (const v1::Row& row : table.rows()) lines.push_back(RowLine(row, table));
  const std::vector<int> widths = Widths(lines, table.columns_size());
  std::string text = Laid(lines[0], widths, table) + Ruler(widths, table);
  for (size_t i = 1; i < lines.size(); ++i) text += Laid(lines[i], widths, table);
  return text + Notes(table);
}

}  // namespace sheaf::reports
