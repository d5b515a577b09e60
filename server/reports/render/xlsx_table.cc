#include "server/reports/render/xlsx_table.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "server/reports/render/plain_text.h"
#include "server/reports/render/xlsx_text.h"

namespace sheaf::reports {
namespace {

using Kind = XlsxStyle::Kind;

constexpr double kNarrowest = 7;
// Figures are never broken; words are, at these widths.
constexpr double kWidestLabel = 46;
constexpr double kWidestText = 40;
constexpr double kWidestLongText = 64;
constexpr double kNarrowestText = 12;
constexpr double kWidestLeast = 30;
constexpr double kWidestWord = 28;
constexpr int kShortTitle = 9;
constexpr int kLongText = 120;
// What is longer is clipped, or one row would fill a screen.
constexpr int kVeryLongText = 1500;
constexpr int kDeepestOutline = 7;

int LongestWord(std::string_view text) {
  int longest = 0;
  size_t start = 0;
  while (start < text.size()) {
    const size_t end = std::min(text.find_first_of(" \n", start), text.size());
    longest = std::max(longest, DisplayWidth(text.substr(start, end - start)));
    start = end + 1;
  }
  return longest;
}

int LongestLine(std::string_view text) {
  int longest = 0;
  size_t start = 0;
  while (start < text.size()) {
    const size_t end = std::min(text.find('\n', start), text.size());
    longest = std::max(longest, DisplayWidth(text.substr(start, end - start)));
    start = end + 1;
  }
  return longest;
}

// Bold, and in three lines at most where words allow.
double HeadWidth(const std::string& title) {
  const int whole = DisplayWidth(title);
  const int least = std::max({LongestWord(title), whole / 3, std::min(whole, kShortTitle)});
  return least * 1.1 + 2;
}

double ValueWidth(const XlsxValue& value, const v1::Row& row, bool label) {
  if (value.kind == XlsxValue::Kind::kNumber) return DisplayWidth(value.text) * 1.08 + 2;
  const int longest = LongestLine(value.text);
  const double widest = label ? kWidestLabel : longest > kLongText ? kWidestLongText : kWidestText;
  const double indent = label ? 2.0 * row.depth() : 0;
  return std::min(longest * 1.05 + 2 + indent, widest);
}

// What a figure needs, or the longest word, or enough words a line to be read.
double LeastWidth(const XlsxValue& value, const v1::Row& row, bool label) {
  if (value.kind == XlsxValue::Kind::kNumber) return ValueWidth(value, row, label);
  const double indent = label ? 2.0 * row.depth() : 0;
  const double words = std::min(LongestWord(value.text) * 1.05 + 2, kWidestWord);
  const int longest = LongestLine(value.text);
  const double readable = std::clamp(10 + longest / 6.0, kNarrowestText, kWidestLeast);
  return std::max(words, std::min(longest * 1.05 + 2, readable)) + indent;
}

bool IsHeadAlone(const v1::Row& row) {
  return row.role() == v1::GROUP && row.cells_size() > 0 &&
         std::all_of(row.cells().begin() + 1, row.cells().end(), [](const v1::Cell& cell) {
           return cell.value_case() == v1::Cell::VALUE_NOT_SET;
         });
}

Kind KindOf(v1::RowRole role) {
  if (role == v1::GROUP) return Kind::kGroup;
  return role == v1::TOTAL ? Kind::kTotal : Kind::kBody;
}

XlsxStyle StyleOf(const XlsxValue& value, const XlsxColumn& column, const v1::Row& row,
                  bool alone) {
  XlsxStyle style{.kind = KindOf(row.role())};
  style.numeric = column.numeric;
  style.missing = value.missing;
  const bool text = value.kind == XlsxValue::Kind::kText;
  style.clipped = text && DisplayWidth(value.text) > kVeryLongText;
  style.wrapped = text && !style.clipped && !alone;
  if (column.source == 0) style.depth = std::max(0, row.depth());
  const bool marked = column.part == XlsxColumn::Part::kValue && column.source < row.cells_size() &&
                      value.kind != XlsxValue::Kind::kBlank;
  if (marked) style.tone = row.cells(column.source).tone();
  return style;
}

}  // namespace

XlsxTable::XlsxTable(v1::Table table) : table_(std::move(table)), columns_(XlsxColumnsOf(table_)) {}

bool XlsxTable::IsHeadedLike(const XlsxTable& other) const {
  return std::equal(
      columns_.begin(), columns_.end(), other.columns_.begin(), other.columns_.end(),
      [](const XlsxColumn& one, const XlsxColumn& two) { return one.title == two.title; });
}

void XlsxTable::Widen(XlsxSheet* sheet) const {
  for (size_t i = 0; i < columns_.size(); ++i) {
    const double indent = IsBesideOthers(i) ? 2 : 0;
    double least = std::max(kNarrowest, HeadWidth(columns_[i].title)) + indent;
    double width = least;
    for (const v1::Row& row : table_.rows()) {
      if (IsHeadAlone(row)) continue;
      const XlsxValue value = XlsxValueAt(table_, columns_[i], row);
      width = std::max(width, ValueWidth(value, row, i == 0) + indent);
      least = std::max(least, LeastWidth(value, row, i == 0) + indent);
    }
    sheet->Widen(static_cast<int>(i), width, std::min(least, width));
  }
}

void XlsxTable::Write(XlsxSheet* sheet) {
  if (columns_.empty()) return;
  if (!table_.title().empty()) {
    sheet->WriteText(0, OneLine(table_.title()), {.kind = Kind::kHeading});
    sheet->EndRow();
  }
  WriteHead(sheet);
  for (const v1::Row& row : table_.rows()) WriteRow(row, sheet);
  WriteNotes(sheet);
  sheet->Skip(1);
}

void XlsxTable::WriteHead(XlsxSheet* sheet) {
  head_row_ = sheet->row();
  for (size_t i = 0; i < columns_.size(); ++i) {
    XlsxStyle style{.kind = Kind::kHead};
    style.numeric = columns_[i].numeric;
    style.wrapped = true;
    style.depth = IsBesideOthers(i) ? 1 : 0;
    sheet->WriteText(static_cast<int>(i), columns_[i].title, style);
  }
  sheet->EndRow();
}

void XlsxTable::WriteRow(const v1::Row& row, XlsxSheet* sheet) const {
  const bool alone = IsHeadAlone(row);
  for (size_t i = 0; i < columns_.size(); ++i) {
    const XlsxValue value = XlsxValueAt(table_, columns_[i], row);
    XlsxStyle style = StyleOf(value, columns_[i], row, alone);
    if (IsBesideOthers(i)) style.depth += 1;
    sheet->Write(static_cast<int>(i), value, style);
  }
  sheet->EndRow(std::clamp(row.depth(), 0, kDeepestOutline));
}

// Words begin a step further, so that they do not touch what ends beside them.
bool XlsxTable::IsBesideOthers(size_t column) const {
  return column > 0 && !columns_[column].numeric;
}

void XlsxTable::WriteNotes(XlsxSheet* sheet) const {
  if (!remark_.empty()) sheet->WriteParagraph(remark_, {.kind = Kind::kNote});
  for (int i = 0; i < table_.notes_size(); ++i) {
    sheet->WriteParagraph(SuperscriptText(i + 1) + " " + table_.notes(i), {.kind = Kind::kNote});
  }
}

}  // namespace sheaf::reports
