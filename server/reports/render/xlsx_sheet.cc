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
constexpr double kPlainHeight = 18;
constexpr double kTitleHeight = 24;
constexpr double kHeadingHeight = 19;
constexpr double kTallestRow = 409;
constexpr double kIndentWidth = 1.3;
// So many characters on a page of A4 can still be read.
constexpr double kPageWidth = 200;

lxw_col_t Col(int column) { return static_cast<lxw_col_t>(std::min(column, 0xFFFF)); }

// How many lines a paragraph takes that is broken at blanks, in lines of so many characters.
int LinesOfParagraph(std::string_view text, double characters) {
  int lines = 1;
  double taken = 0;
  size_t start = 0;
  while (start < text.size()) {
    const size_t end = std::min(text.find(' ', start), text.size());
    const int word = DisplayWidth(text.substr(start, end - start));
    if (taken > 0 && taken + 1 + word > characters) {
      ++lines;
      taken = 0;
    }
    taken += (taken > 0 ? 1 : 0) + word;
    if (taken > characters) {
      lines += static_cast<int>(taken / characters);
      taken = std::fmod(taken, characters);
    }
    start = end + 1;
  }
  return lines;
}

int LinesOf(std::string_view text, double characters) {
  int lines = 0;
  size_t start = 0;
  while (start <= text.size()) {
    const size_t end = std::min(text.find('\n', start), text.size());
    lines += LinesOfParagraph(text.substr(start, end - start), std::max(characters, 1.0));
    start = end + 1;
  }
  return lines;
}

// What a text needs to be seen whole. Bold letters and the cell's edges take a little.
double HeightOf(std::string_view text, const XlsxStyle& style, double width) {
  if (style.kind == XlsxStyle::Kind::kTitle) return kTitleHeight;
  if (style.kind == XlsxStyle::Kind::kHeading) return kHeadingHeight;
  if (!style.wrapped) return kPlainHeight;
  const double room = width - 1 - kIndentWidth * style.depth;
  const bool bold = style.kind == XlsxStyle::Kind::kHead || style.tone == v1::BAD;
  const double letters = bold ? 1.04 : 1.14;
  return LinesOf(text, room * letters) * kLineHeight + kPlainHeight - kLineHeight;
}

}  // namespace

XlsxSheet::XlsxSheet(lxw_workbook* workbook, std::string name, XlsxStyles* styles)
    : workbook_(workbook),
      name_(std::move(name)),
      sheet_(workbook_add_worksheet(workbook, name_.c_str())),
      styles_(styles) {
  worksheet_set_default_row(sheet_, kPlainHeight, LXW_FALSE);
}

void XlsxSheet::Widen(int column, double characters, double least) {
  if (column >= static_cast<int>(widths_.size())) widths_.resize(column + 1);
  Width& width = widths_[column];
  width.wanted = std::max(width.wanted, characters);
  width.least = std::max(width.least, least);
}

// The widest columns give way first.
void XlsxSheet::FitPage() {
  double all = 0;
  for (const Width& width : widths_) all += width.wanted;
  const auto spare = [](const Width& width) { return width.wanted - width.least; };
  while (all > kPageWidth) {
    Width* widest = nullptr;
    for (Width& width : widths_) {
      const bool wider = widest == nullptr || width.wanted > widest->wanted;
      if (spare(width) >= 1 && wider) widest = &width;
    }
    if (widest == nullptr) return;
    widest->wanted -= 1;
    all -= 1;
  }
}

void XlsxSheet::SetWidths() {
  FitPage();
  for (size_t i = 0; i < widths_.size(); ++i) {
    const lxw_col_t column = Col(static_cast<int>(i));
    Note(worksheet_set_column(sheet_, column, column, WidthOf(static_cast<int>(i)), nullptr));
  }
}

double XlsxSheet::WidthOf(int column) const {
  const bool set = column < static_cast<int>(widths_.size()) && widths_[column].wanted > 0;
  return set ? widths_[column].wanted : kPlainWidth;
}

void XlsxSheet::Write(int column, const XlsxValue& value, const XlsxStyle& style) {
  switch (value.kind) {
    case XlsxValue::Kind::kBlank:
      Note(worksheet_write_blank(sheet_, row_, Col(column), styles_->Of(style)));
      break;
    case XlsxValue::Kind::kText:
      height_ = std::max(height_, HeightOf(value.text, style, WidthOf(column)));
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
  height_ = HeightOf(clean, wrapped, width);
  if (last == 0) {
    WriteText(0, clean, wrapped);
  } else {
    Note(worksheet_merge_range(sheet_, row_, 0, row_, Col(last), clean.c_str(), format));
  }
  EndRow();
}

// Programs that open it may fit rows to their lines by themselves; not all do, and none where cells
// are merged.
void XlsxSheet::EndRow(int level) {
  const double height = std::clamp(height_, kPlainHeight, kTallestRow);
  lxw_row_col_options options = {};
  options.level = static_cast<uint8_t>(level);
  if (height > kPlainHeight || level > 0) {
    Note(worksheet_set_row_opt(sheet_, row_, height, nullptr, &options));
  }
  height_ = 0;
  ++row_;
}

}  // namespace sheaf::reports
