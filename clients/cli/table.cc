#include "clients/cli/table.h"

#include <algorithm>
#include <cctype>
#include <numeric>

#include "clients/cli/utf8.h"
#include "proto/values/number.h"

namespace sheaf::cli {
namespace {

constexpr size_t kGap = 2;
// A column is not cut to less: what is left should still say something.
constexpr size_t kNarrowest = 8;
constexpr size_t kNarrowestWrapped = 16;

// "Member state" for "member_state".
std::string Heading(const Column& column) {
  if (!column.heading.empty()) return column.heading;
  std::string name = column.name;
  std::replace(name.begin(), name.end(), '_', ' ');
  if (!name.empty()) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}

bool LooksLikeFormula(const std::string& cell) {
  const size_t first = cell.find_first_not_of('\'');
  return first != std::string::npos && kFormulaStarts.find(cell[first]) != std::string::npos &&
         !ParseNumber(cell);
}

std::string LineOf(const std::vector<std::string>& cells, const std::vector<size_t>& widths) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    line +=
        cells[i] + std::string(widths[i] - std::min(widths[i], DisplayWidth(cells[i])) + kGap, ' ');
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

bool Table::IsShown(size_t column, size_t width) const {
  if (columns_[column].fit == Column::kCsvOnly) return false;
  return width == 0 || rows_.empty() ||
         std::any_of(rows_.begin(), rows_.end(),
                     [column](const auto& row) { return !row[column].empty(); });
}

std::vector<size_t> Table::Widths(const std::vector<size_t>& shown, size_t width) const {
  std::vector<size_t> widths;
  for (const size_t column : shown) {
    size_t widest = DisplayWidth(Heading(columns_[column]));
    for (const auto& row : rows_) widest = std::max(widest, DisplayWidth(OnOneLine(row[column])));
    widths.push_back(widest);
  }
  const size_t gaps = widths.empty() ? 0 : kGap * (widths.size() - 1);
  while (width > 0 && std::accumulate(widths.begin(), widths.end(), gaps) > width) {
    size_t* widest = WidestThatShrinks(shown, widths, false);
    if (widest == nullptr) widest = WidestThatShrinks(shown, widths, true);
    if (widest == nullptr) break;
    --*widest;
  }
  return widths;
}

size_t* Table::WidestThatShrinks(const std::vector<size_t>& shown, std::vector<size_t>& widths,
                                 bool last) const {
  size_t* widest = nullptr;
  for (size_t i = 0; i < widths.size(); ++i) {
    const Column& column = columns_[shown[i]];
    const bool may = last ? column.fit == Column::kCutLast || column.fit == Column::kWrap
                          : column.fit == Column::kCut;
    const size_t narrowest = column.fit == Column::kWrap ? kNarrowestWrapped : kNarrowest;
    if (!may || widths[i] <= std::max(narrowest, DisplayWidth(Heading(column)))) continue;
    if (widest == nullptr || widths[i] > *widest) widest = &widths[i];
  }
  return widest;
}

void Table::PrintText(size_t width, std::ostream& out, const Style& style) const {
  std::vector<size_t> shown;
  std::vector<std::string> headings;
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (!IsShown(i, width)) continue;
    shown.push_back(i);
    headings.push_back(Heading(columns_[i]));
  }
  const std::vector<size_t> widths = Widths(shown, width);
  out << style.Heading(LineOf(headings, widths)) << "\n";
  for (const auto& row : rows_) PrintRow(row, shown, widths, out);
}

void Table::PrintRow(const std::vector<std::string>& row, const std::vector<size_t>& shown,
                     const std::vector<size_t>& widths, std::ostream& out) const {
  std::vector<std::vector<std::string>> lines(1, std::vector<std::string>(shown.size()));
  for (size_t i = 0; i < shown.size(); ++i) {
    const std::string cell = OnOneLine(row[shown[i]]);
    const std::vector<std::string> parts =
        columns_[shown[i]].fit == Column::kWrap
            ? WrapToWidth(cell, widths[i])
            : std::vector{CutToWidth(cell, std::max<size_t>(widths[i], 1))};
    if (parts.size() > lines.size())
      lines.resize(parts.size(), std::vector<std::string>(shown.size()));
    for (size_t line = 0; line < parts.size(); ++line) lines[line][i] = parts[line];
  }
  for (const std::vector<std::string>& line : lines) out << LineOf(line, widths) << "\n";
}

void Table::PrintCsv(std::ostream& out) const {
  const auto print = [this, &out](const auto& cell_of) {
    bool first = true;
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].fit == Column::kTextOnly) continue;
      out << (first ? "" : ",") << CsvCell(cell_of(i));
      first = false;
    }
    out << "\n";
  };
  print([this](size_t i) { return columns_[i].name; });
  for (const auto& row : rows_) print([&row](size_t i) { return row[i]; });
}

void Table::PrintTsv(std::ostream& out) const {
  const auto print = [this, &out](const auto& cell_of) {
    bool first = true;
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].fit == Column::kTextOnly) continue;
      out << (first ? "" : "\t") << OnOneLine(cell_of(i));
      first = false;
    }
    out << "\n";
  };
  print([this](size_t i) { return columns_[i].name; });
  for (const auto& row : rows_) print([&row](size_t i) { return row[i]; });
}

// A text that a spreadsheet would take for a formula gets an apostrophe in front, or one more;
// reading our own CSV (csv_file.cc) takes it away again.
std::string CsvCell(const std::string& text) {
  const std::string cell = LooksLikeFormula(text) ? "'" + text : text;
  const bool blank_at_end = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
  if (cell.find_first_of(",\"\r\n") == std::string::npos && !blank_at_end) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace sheaf::cli
