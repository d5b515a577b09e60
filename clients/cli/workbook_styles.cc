#include "clients/cli/workbook_styles.h"

#include <algorithm>

namespace sheaf::cli {
namespace {

constexpr lxw_color_t kInk = 0x1B2733;
constexpr lxw_color_t kSoft = 0x55616E;
constexpr lxw_color_t kLine = 0xD6DCE2;
constexpr lxw_color_t kAccent = 0x17456B;
constexpr lxw_color_t kPaper = 0xFFFFFF;
constexpr lxw_color_t kHeadGround = 0xDCE6EE;
constexpr lxw_color_t kAboutGround = 0xF4F6F8;
constexpr lxw_color_t kHeadingGround = 0xE8EDF2;
constexpr int kTextFormat = 49;  // "@": what looks like a date stays what was typed
constexpr int kDeepestIndent = 6;

enum Kind { kTitle, kSubtitle, kHead, kName, kAbout, kOpen, kHeading, kParagraph, kCode };

}  // namespace

lxw_format* WorkbookStyles::New(double size, lxw_color_t ink) {
  lxw_format* const format = workbook_add_format(book_);
  format_set_font_name(format, "Calibri");
  format_set_font_size(format, size);
  format_set_font_color(format, ink);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  return format;
}

lxw_format* WorkbookStyles::Boxed(lxw_color_t ground) {
  lxw_format* const format = New(10.5, kInk);
  format_set_pattern(format, LXW_PATTERN_SOLID);
  format_set_bg_color(format, LXW_COLOR_UNSET);
  format_set_fg_color(format, ground);
  format_set_border(format, LXW_BORDER_THIN);
  format_set_border_color(format, kLine);
  return format;
}

lxw_format* WorkbookStyles::Title() {
  lxw_format*& format = formats_[{kTitle, 0, 0}];
  if (format != nullptr) return format;
  format = New(16, kAccent);
  format_set_bold(format);
  return format;
}

lxw_format* WorkbookStyles::Subtitle() {
  lxw_format*& format = formats_[{kSubtitle, 0, 0}];
  return format != nullptr ? format : format = New(10.5, kSoft);
}

lxw_format* WorkbookStyles::Head() {
  lxw_format*& format = formats_[{kHead, 0, 0}];
  if (format != nullptr) return format;
  format = Boxed(kAccent);
  format_set_font_color(format, kPaper);
  format_set_bold(format);
  format_set_text_wrap(format);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  return format;
}

lxw_format* WorkbookStyles::Name() {
  lxw_format*& format = formats_[{kName, 0, 0}];
  if (format != nullptr) return format;
  format = Boxed(kHeadGround);
  format_set_font_color(format, kSoft);
  format_set_font_size(format, 8.5);
  return format;
}

lxw_format* WorkbookStyles::About(bool heading, bool wrapped, int depth) {
  depth = std::min(depth, kDeepestIndent);
  lxw_format*& format = formats_[{kAbout, heading ? 1 : wrapped ? 2 : 0, depth}];
  if (format != nullptr) return format;
  format = Boxed(heading ? kHeadingGround : kAboutGround);
  format_set_num_format_index(format, kTextFormat);
  if (heading) format_set_bold(format);
  if (wrapped) format_set_text_wrap(format);
  if (depth > 0) format_set_indent(format, static_cast<uint8_t>(depth));
  return format;
}

lxw_format* WorkbookStyles::Open(bool number, bool wrapped) {
  lxw_format*& format = formats_[{kOpen, number ? 1 : 0, wrapped ? 1 : 0}];
  if (format != nullptr) return format;
  format = Boxed(kPaper);
  format_set_unlocked(format);
  if (!number) format_set_num_format_index(format, kTextFormat);
  // Else a number on the right would touch the text beside it.
  format_set_align(format, number ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
  format_set_indent(format, 1);
  if (wrapped) format_set_text_wrap(format);
  return format;
}

lxw_format* WorkbookStyles::Heading() {
  lxw_format*& format = formats_[{kHeading, 0, 0}];
  if (format != nullptr) return format;
  format = New(12, kAccent);
  format_set_bold(format);
  return format;
}

lxw_format* WorkbookStyles::Paragraph() {
  lxw_format*& format = formats_[{kParagraph, 0, 0}];
  if (format != nullptr) return format;
  format = New(10.5, kInk);
  format_set_text_wrap(format);
  return format;
}

lxw_format* WorkbookStyles::Code() {
  lxw_format*& format = formats_[{kCode, 0, 0}];
  if (format != nullptr) return format;
  format = New(10.5, kAccent);
  format_set_num_format_index(format, kTextFormat);
  return format;
}

}  // namespace sheaf::cli
