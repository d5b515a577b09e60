// How cells of a workbook look. Excel holds a limited number of looks, so that equal ones are one.
#pragma once

#include <xlsxwriter.h>

#include <compare>
#include <map>
#include <set>
#include <string>

#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

struct XlsxStyle {
  enum class Kind {
    kTitle,
    kSubtitle,
    kHeading,
    kParagraph,
    kUnavailable,
    kLink,
    kLabel,
    kNote,
    kHead,
    kBody,
    kGroup,
    kTotal,
  };

  Kind kind = Kind::kBody;
  v1::Tone tone = v1::TONE_UNSPECIFIED;
  // On the right, as figures stand.
  bool numeric = false;
  // A word in place of a value.
  bool missing = false;
  // Broken into lines; what is not broken and too long for its cell is clipped.
  bool wrapped = false;
  bool clipped = false;
  // Steps from the left.
  int depth = 0;
  // Excel's; empty: general.
  std::string number_format{};

  auto operator<=>(const XlsxStyle&) const = default;
};

// The styles of one workbook, which owns what Of gives. Not thread-safe.
class XlsxStyles {
 public:
  explicit XlsxStyles(lxw_workbook* workbook) : workbook_(workbook) {}

  lxw_format* Of(const XlsxStyle& style);
  // Whether this number format can be used too: Excel stops at some 200, and at a length.
  bool TakesNumberFormat(const std::string& number_format);

 private:
  lxw_workbook* workbook_;
  std::map<XlsxStyle, lxw_format*> formats_;
  std::set<std::string> number_formats_;
};

}  // namespace sheaf::reports
