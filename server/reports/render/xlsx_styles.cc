#include "server/reports/render/xlsx_styles.h"

#include <algorithm>

namespace sheaf::reports {
namespace {

// The colours of the HTML page.
constexpr lxw_color_t kInk = 0x1B2733;
constexpr lxw_color_t kSoft = 0x55616E;
constexpr lxw_color_t kLine = 0xD6DCE2;
constexpr lxw_color_t kAccent = 0x17456B;
constexpr lxw_color_t kHeadGround = 0xDCE6EE;
constexpr lxw_color_t kGroupGround = 0xEEF2F6;

constexpr size_t kMostNumberFormats = 180;
// libxlsxwriter keeps 128 bytes of one.
constexpr size_t kLongestNumberFormat = 120;
constexpr int kDeepestIndent = 6;

using Kind = XlsxStyle::Kind;

bool IsOfTable(Kind kind) {
  return kind == Kind::kHead || kind == Kind::kBody || kind == Kind::kGroup || kind == Kind::kTotal;
}

void SetFont(const XlsxStyle& style, lxw_format* format) {
  format_set_font_name(format, "Calibri");
  format_set_font_size(format, style.kind == Kind::kTitle     ? 17
                               : style.kind == Kind::kHeading ? 12.5
                                                              : 11);
  const bool soft =
      style.kind == Kind::kSubtitle || style.kind == Kind::kNote || style.kind == Kind::kLabel;
  format_set_font_color(format, soft ? kSoft : kInk);
  const bool strong = style.kind == Kind::kTitle || style.kind == Kind::kHeading ||
                      style.kind == Kind::kHead || style.kind == Kind::kGroup ||
                      style.kind == Kind::kTotal;
  if (strong) format_set_bold(format);
  if (style.kind == Kind::kLink) {
    format_set_font_color(format, kAccent);
    format_set_underline(format, LXW_UNDERLINE_SINGLE);
  }
}

void SetEdges(Kind kind, lxw_format* format) {
  if (!IsOfTable(kind)) return;
  format_set_bottom(format, LXW_BORDER_THIN);
  format_set_bottom_color(format, kind == Kind::kHead ? kInk : kLine);
  if (kind != Kind::kHead && kind != Kind::kTotal) return;
  format_set_top(format, LXW_BORDER_THIN);
  format_set_top_color(format, kInk);
}

void SetGround(lxw_color_t colour, lxw_format* format) {
  format_set_pattern(format, LXW_PATTERN_SOLID);
  format_set_bg_color(format, LXW_COLOR_UNSET);
  format_set_fg_color(format, colour);
}

// Told apart in grey as well: by darker grounds, and good from caution from bad by the letters.
void SetTone(v1::Tone tone, lxw_format* format) {
  switch (tone) {
    case v1::GOOD:
      SetGround(0xE4F3EA, format);
      format_set_font_color(format, 0x17633C);
      break;
    case v1::CAUTION:
      SetGround(0xFBE3B0, format);
      format_set_font_color(format, 0x6B4100);
      format_set_italic(format);
      break;
    case v1::BAD:
      SetGround(0xF2BFC0, format);
      format_set_font_color(format, 0x7A0F18);
      format_set_bold(format);
      break;
    case v1::MUTED:
      format_set_font_color(format, kSoft);
      break;
    default:
      break;
  }
}

// Rows of a table have air on both sides: at the top of its cell a text touches the line above.
lxw_format_alignments HeightIn(Kind kind) {
  switch (kind) {
    case Kind::kHead:
      return LXW_ALIGN_VERTICAL_BOTTOM;
    case Kind::kBody:
    case Kind::kGroup:
    case Kind::kTotal:
      return LXW_ALIGN_VERTICAL_CENTER;
    default:
      return LXW_ALIGN_VERTICAL_TOP;
  }
}

void SetPlace(const XlsxStyle& style, lxw_format* format) {
  format_set_align(format, HeightIn(style.kind));
  if (style.clipped) {
    format_set_align(format, LXW_ALIGN_FILL);
  } else {
    format_set_align(format, style.numeric ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
  }
  if (style.wrapped) format_set_text_wrap(format);
  if (style.depth > 0) {
    format_set_indent(format, static_cast<uint8_t>(std::min(style.depth, kDeepestIndent)));
  }
}

}  // namespace

lxw_format* XlsxStyles::Of(const XlsxStyle& style) {
  lxw_format*& format = formats_[style];
  if (format != nullptr) return format;
  format = workbook_add_format(workbook_);
  SetFont(style, format);
  SetEdges(style.kind, format);
  if (style.kind == Kind::kHead) SetGround(kHeadGround, format);
  if (style.kind == Kind::kGroup) SetGround(kGroupGround, format);
  SetTone(style.kind == Kind::kUnavailable ? v1::CAUTION : style.tone, format);
  if (style.missing) {
    format_set_font_color(format, kSoft);
    format_set_italic(format);
  }
  SetPlace(style, format);
  if (!style.number_format.empty()) format_set_num_format(format, style.number_format.c_str());
  return format;
}

bool XlsxStyles::TakesNumberFormat(const std::string& number_format) {
  if (number_format.size() > kLongestNumberFormat) return false;
  if (number_formats_.contains(number_format)) return true;
  if (number_formats_.size() >= kMostNumberFormats) return false;
  number_formats_.insert(number_format);
  return true;
}

}  // namespace sheaf::reports
