// Texts of others inside of a workbook: nothing in them becomes markup, a formula or a format.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// CleanText as a cell of a workbook can hold it: what Excel would read as an escape ("_x0041_")
// stays as it was written, and what is longer than a cell is cut and says so.
std::string XlsxText(std::string_view text);

// A title of a chart or an axis: on one line, and never a reference to a cell ("=A1").
std::string XlsxTitle(std::string_view text);

// Text for a number format: quoted, without what ends the quotes, at most 40 characters of it.
std::string XlsxQuoted(std::string_view text);

// A line for the head or foot of a printed page, where "&" begins a command. "Oil &Gas" becomes
// "Oil && Gas": libxlsxwriter 1.1.4 takes the G, or "[Picture]", after any "&" for an image and, as
// there is none, frees its text twice.
std::string XlsxPageLine(std::string_view text);

// " ¹ ²" for notes 1 and 2.
std::string NoteMarksText(const v1::Cell& cell);
std::string SuperscriptText(int number);

// Names for sheets: at most 31 characters, none that a name may not have, no two that differ by
// case only. One object names the sheets of one workbook.
class XlsxSheetNames {
 public:
  // A name after `title`; "Section" where nothing of the title can be used.
  std::string NameFor(std::string_view title);

 private:
  bool Take(const std::string& name);

  // In lower case. Excel keeps this one for itself.
  std::set<std::string> taken_ = {"history"};
};

}  // namespace sheaf::reports
