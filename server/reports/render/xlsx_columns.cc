#include "server/reports/render/xlsx_columns.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

#include "proto/values/number.h"
#include "proto/values/partial_date.h"
#include "server/reports/render/cell_text.h"
#include "server/reports/render/plain_text.h"
#include "server/reports/render/xlsx_text.h"

namespace sheaf::reports {
namespace {

using Part = XlsxColumn::Part;
using Kind = XlsxValue::Kind;

// Excel keeps 15 digits of a number; a larger one stays whole as a text.
constexpr double kLargestNumber = 1e15;
constexpr double kSmallestNumber = 1e-12;
constexpr int kMostDecimals = 12;

const v1::Cell& CellAt(const v1::Row& row, int column) {
  return column < row.cells_size() ? row.cells(column) : v1::Cell::default_instance();
}

template <typename Predicate>
bool AnyCell(const v1::Table& table, int column, Predicate holds) {
  return std::any_of(table.rows().begin(), table.rows().end(),
                     [&](const v1::Row& row) { return holds(CellAt(row, column)); });
}

bool HasShares(const v1::Table& table, int column) {
  return column < table.columns_size() &&
         AnyCell(table, column, [](const v1::Cell& cell) { return cell.has_share(); });
}

bool HasPeriods(const v1::Table& table, int column) {
  return AnyCell(table, column, [](const v1::Cell& cell) { return !cell.period().empty(); });
}

std::optional<int64_t> OutOf(const v1::Cell& cell) {
  return cell.has_share() ? std::optional(cell.share().denominator()) : std::nullopt;
}

bool SameOutOf(const v1::Table& table, int one, int other) {
  return std::all_of(table.rows().begin(), table.rows().end(), [&](const v1::Row& row) {
    return OutOf(CellAt(row, one)) == OutOf(CellAt(row, other));
  });
}

std::string LongestMarks(const v1::Table& table, int column) {
  std::string longest;
  for (const v1::Row& row : table.rows()) {
    const std::string marks = NoteMarksText(CellAt(row, column));
    if (marks.size() > longest.size()) longest = marks;
  }
  return longest;
}

// The room that the rest of the column's marks would take: "_" and a character is its width.
std::string RoomFor(const std::string& longest, const std::string& marks) {
  if (marks.size() >= longest.size() || !longest.starts_with(marks)) return "";
  std::string room;
  for (size_t i = marks.size(); i < longest.size(); ++i) {
    if ((static_cast<unsigned char>(longest[i]) & 0xC0) != 0x80) room += '_';
    room += longest[i];
  }
  return room;
}

int DecimalsOf(double number) {
  const std::string text = FormatNumber(number);
  const size_t point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

std::string NumberFormat(int decimals) {
  std::string format = "#,##0";
  if (decimals > 0) format += "." + std::string(std::min(decimals, kMostDecimals), '0');
  return format;
}

// "100 MW": the unit where it is not the column's.
std::string UnitSuffix(const v1::Cell& cell, const v1::Column& column) {
  return cell.unit() == column.unit() ? "" : WithUnit("", cell.unit());
}

XlsxValue TextValue(std::string text, bool missing = false) {
  const Kind kind = text.empty() ? Kind::kBlank : Kind::kText;
  XlsxValue value{.kind = kind, .text = XlsxText(text)};
  value.missing = missing;
  return value;
}

// A number in `format`, with the cell's unit and marks.
XlsxValue Figure(double number, std::string format, std::string text, const v1::Cell& cell,
                 const v1::Column& of, const XlsxColumn& column) {
  const std::string unit = UnitSuffix(cell, of);
  const std::string marks = NoteMarksText(cell);
  text = OneLine(text + unit + marks);
  if (!std::isfinite(number) || std::abs(number) > kLargestNumber) return TextValue(text);
  if (!unit.empty() || !marks.empty()) format += XlsxQuoted(unit + marks);
  format += RoomFor(column.marks, marks);
  return {.kind = Kind::kNumber, .text = text, .number = number, .number_format = format};
}

XlsxValue NumberValue(const v1::Cell& cell, const v1::Column& of, const XlsxColumn& column) {
  const double number = cell.number();
  const auto decimals = cell.has_decimals() ? std::optional<int>(cell.decimals()) : std::nullopt;
  const std::string text = NumberText(number, decimals);
  const bool tiny = number != 0 && std::abs(number) < kSmallestNumber;
  if (tiny || !std::isfinite(number)) return TextValue(text + NoteMarksText(cell));
  const int shown = decimals ? std::clamp(*decimals, 0, kMostDecimals) : DecimalsOf(number);
  return Figure(number, NumberFormat(shown), text, cell, of, column);
}

XlsxValue CountValue(int64_t count, const v1::Cell& cell, const v1::Column& of,
                     const XlsxColumn& column) {
  return Figure(static_cast<double>(count), NumberFormat(0), CountText(count), cell, of, column);
}

// Full days are dates of the spreadsheet, which count from here and are right from March 1900 on;
// what is less precise stays as it was written.
XlsxValue DateValue(const v1::Cell& cell) {
  using std::chrono::year;
  constexpr std::chrono::sys_days kDayZero = year{1899} / 12 / 30;
  constexpr int kFirstRight = 61;
  const std::string marks = NoteMarksText(cell);
  const auto date = PartialDate::Parse(cell.date());
  if (!date.ok() || date->day() == 0) return TextValue(cell.date() + marks);
  const std::chrono::sys_days day = year{date->year()} / date->month() / date->day();
  const int64_t serial = (day - kDayZero).count();
  if (serial < kFirstRight) return TextValue(cell.date() + marks);
  std::string format = "yyyy\\-mm\\-dd";
  if (!marks.empty()) format += XlsxQuoted(marks);
  return {.kind = Kind::kNumber,
          .text = date->ToString() + marks,
          .number = static_cast<double>(serial),
          .number_format = format};
}

XlsxValue WholeValue(const v1::Cell& cell, const v1::Column& of, const XlsxColumn& column) {
  switch (cell.value_case()) {
    case v1::Cell::kText:
      return TextValue(cell.text() + NoteMarksText(cell));
    case v1::Cell::kCount:
      return CountValue(cell.count(), cell, of, column);
    case v1::Cell::kNumber:
      return NumberValue(cell, of, column);
    case v1::Cell::kShare:
      return CountValue(cell.share().numerator(), cell, of, column);
    case v1::Cell::kDate:
      return DateValue(cell);
    case v1::Cell::kMissing:
      return TextValue(MissingText(cell.missing()) + NoteMarksText(cell), true);
    case v1::Cell::VALUE_NOT_SET:
      break;
  }
  return TextValue(NoteMarksText(cell));
}

// Shown as everywhere else, "<0.1%" included, and exact underneath.
XlsxValue PercentValue(const v1::Share& share) {
  const std::string text = PercentText(share);
  if (text.empty()) return {};
  std::string format = "#,##0.0%";
  if (text.find_first_of("<>") == 0) format = XlsxQuoted(text);
  if (text.find('.') == std::string::npos) format = "0%";
  const double percent =
      static_cast<double>(share.numerator()) / static_cast<double>(share.denominator());
  return {.kind = Kind::kNumber, .text = text, .number = percent, .number_format = format};
}

// A year as a number, so that it can be sorted and compared; else the text.
XlsxValue YearValue(const std::string& text) {
  const bool year = text.size() == 4 && std::all_of(text.begin(), text.end(),
                                                    [](char c) { return c >= '0' && c <= '9'; });
  if (!year) return TextValue(text);
  return {.kind = Kind::kNumber, .text = text, .number = std::stod(text), .number_format = "0"};
}

XlsxColumn ColumnFor(const v1::Table& table, int source, Part part, const std::string& title) {
  XlsxColumn column{.source = source, .part = part, .title = title};
  column.numeric =
      part == Part::kPercent || part == Part::kOutOf ||
      (part == Part::kValue && (table.columns(source).numeric() || HasShares(table, source)));
  if (part == Part::kValue) column.marks = LongestMarks(table, source);
  return column;
}

// "Completed, share" is the name of the percentage, not of the count.
bool NamesPercentage(const std::string& title) {
  return title.find("hare") != std::string::npos || title.find('%') != std::string::npos;
}

}  // namespace

std::vector<XlsxColumn> XlsxColumnsOf(const v1::Table& table) {
  std::vector<XlsxColumn> columns;
  const auto add = [&](int source, Part part, const std::string& title) {
    columns.push_back(ColumnFor(table, source, part, title));
  };
  for (int i = 0; i < table.columns_size(); ++i) {
    const std::string& title = table.columns(i).title();
    const bool shares = HasShares(table, i);
    const bool named = shares && NamesPercentage(title);
    add(i, Part::kValue, ColumnText(table.columns(i)) + (named ? ": count" : ""));
    if (shares) {
      add(i, Part::kPercent, named ? title : title + ", %");
      const bool goes_on = HasShares(table, i + 1) && SameOutOf(table, i, i + 1);
      if (!goes_on) add(i, Part::kOutOf, "Out of");
    }
    if (HasPeriods(table, i)) add(i, Part::kPeriod, title + ", period");
  }
  return columns;
}

XlsxValue XlsxValueAt(const v1::Table& table, const XlsxColumn& column, const v1::Row& row) {
  const v1::Cell& cell = CellAt(row, column.source);
  switch (column.part) {
    case Part::kValue:
      return WholeValue(cell, table.columns(column.source), column);
    case Part::kPercent:
      return cell.has_share() ? PercentValue(cell.share()) : XlsxValue{};
    case Part::kOutOf:
      if (!cell.has_share()) return {};
      return {.kind = Kind::kNumber,
              .text = CountText(cell.share().denominator()),
              .number = static_cast<double>(cell.share().denominator()),
              .number_format = NumberFormat(0)};
    case Part::kPeriod:
      return cell.value_case() == v1::Cell::VALUE_NOT_SET ? XlsxValue{} : YearValue(cell.period());
    case Part::kYear:
      return YearValue(cell.text());
  }
  return {};
}

}  // namespace sheaf::reports
