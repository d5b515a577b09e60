#include "server/reports/render/xlsx_sheet.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "server/reports/render/plain_text.h"
#include "server/reports/render/xlsx_text.h"

namespace sheaf::reports {
namespace {

constexpr double kPlainWidth = 8.43;
constexpr double kParagraphWidth = 100;
constexpr double kLineHeight = 15;
constexpr double kTallestRow = 409;

lxw_col_t Col(int column) { return static_cast<lxw_col_t>(std::min(column, 0xFFFF)); }

// How many lines the text takes, in lines of so many characters.
int LinesOf(std::string_view text, double characters) {
  int lines = 0;
  size_t start = 0;
  while (start <= text.size()) {
    const size_t end = std::min(text.find('\n', start), text.size());
    const int width = DisplayWidth(text.substr(start, end - start));
    lines += std::max(1, static_cast<int>(std::ceil(width / characters)));
    start = end + 1;
  }
  return lines;
}

}  // namespace

XlsxSheet::XlsxSheet(lxw_workbook* workbook, std::string name, XlsxStyles* styles)
    : workbook_(workbook),
      name_(std::move(name)),
      sheet_(workbook_add_worksheet(workbook, name_.c_str())),
      styles_(styles) {}

void XlsxSheet::Widen(int column, double characters) {
  if (column >= static_cast<int>(widths_.size())) widths_.resize(column + 1, 0);
  widths_[column] = std::max(widths_[column], characters);
}

void XlsxSheet::SetWidths() {
  for (size_t i = 0; i < widths_.size(); ++i) {
    const lxw_col_t column = Col(static_cast<int>(i));
    Note(worksheet_set_column(sheet_, column, column, WidthOf(static_cast<int>(i)), nullptr));
  }
}

double XlsxSheet::WidthOf(int column) const {
  const bool set = column < static_cast<int>(widths_.size()) && widths_[column] > 0;
  return set ? widths_[column] : kPlainWidth;
}

void XlsxSheet::Write(int column, const XlsxValue& value, const XlsxStyle& style) {
  switch (value.kind) {
    case XlsxValue::Kind::kBlank:
      Note(worksheet_write_blank(sheet_, row_, Col(column), styles_->Of(style)));
      break;
    case XlsxValue::Kind::kText:
      Note(worksheet_write_string(sheet_, row_, Col(column), value.text.c_str(),
                                  styles_->Of(style)));
      break;
    case XlsxValue::Kind::kNumber:
      WriteNumber(column, value, style);
      break;
  }
}

void XlsxSheet::WriteNumber(int column, const XlsxValue& value, XlsxStyle style) {
  if (!styles_->TakesNumberFormat(value.number_format)) {
    return WriteText(column, value.text, style);
  }
  style.number_format = value.number_format;
  Note(worksheet_write_number(sheet_, row_, Col(column), value.number, styles_->Of(style)));
}

void XlsxSheet::WriteText(int column, std::string_view text, const XlsxStyle& style) {
  const std::string clean = XlsxText(text);
  const auto kind = clean.empty() ? XlsxValue::Kind::kBlank : XlsxValue::Kind::kText;
  Write(column, {.kind = kind, .text = clean}, style);
}

void XlsxSheet::WriteParagraph(std::string_view text, const XlsxStyle& style) {
  XlsxStyle wrapped = style;
  wrapped.wrapped = true;
  int last = 0;
  double width = WidthOf(0);
  while (width < kParagraphWidth) width += WidthOf(++last);
  const std::string clean = XlsxText(text);
  lxw_format* format = styles_->Of(wrapped);
  // Excel fits a row to its lines by itself, but not where cells are merged.
  const double height = LinesOf(clean, width * 1.05) * kLineHeight + 3;
  Note(worksheet_set_row(sheet_, row_, std::min(height, kTallestRow), nullptr));
  if (last == 0) {
    WriteText(0, clean, wrapped);
  } else {
    Note(worksheet_merge_range(sheet_, row_, 0, row_, Col(last), clean.c_str(), format));
  }
  ++row_;
}

void XlsxSheet::Outline(int level) {
  lxw_row_col_options options = {};
  options.level = static_cast<uint8_t>(level);
  Note(worksheet_set_row_opt(sheet_, row_, LXW_DEF_ROW_HEIGHT, nullptr, &options));
}

}  // namespace sheaf::reports
