// How the cells of a workbook that is filled in look: the colours of the reports.
#pragma once

#include <xlsxwriter.h>

#include <map>
#include <tuple>

namespace sheaf::cli {

// The formats of one workbook, which owns them. Not thread-safe.
class WorkbookStyles {
 public:
  explicit WorkbookStyles(lxw_workbook* book) : book_(book) {}

  lxw_format* Title();
  lxw_format* Subtitle();
  // The two rows of a head: the name for people, and the column's own.
  lxw_format* Head();
  lxw_format* Name();
  // What is closed to writing; `heading`: a line that nothing is said of. `depth`: steps from the
  // left.
  lxw_format* About(bool heading, bool wrapped, int depth);
  // What is open; `number`: right-aligned, else a text that stays what was typed.
  lxw_format* Open(bool number, bool wrapped);
  // Of the other sheets.
  lxw_format* Heading();
  lxw_format* Paragraph();
  lxw_format* Code();

 private:
  lxw_format* New(double size, lxw_color_t ink);
  lxw_format* Boxed(lxw_color_t ground);

  lxw_workbook* book_;
  std::map<std::tuple<int, int, int>, lxw_format*> formats_;
};

}  // namespace sheaf::cli
