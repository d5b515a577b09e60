// One sheet of a workbook while it is written: column widths, rows from top to bottom.
#pragma once

#include <xlsxwriter.h>

#include <string>
#include <string_view>
#include <vector>

#include "server/reports/render/xlsx_columns.h"
#include "server/reports/render/xlsx_styles.h"

namespace sheaf::reports {

// Borrows the workbook's sheet and styles. What Excel has no room for is not written, and fits()
// says so. Not thread-safe.
class XlsxSheet {
 public:
  XlsxSheet(lxw_workbook* workbook, std::string name, XlsxStyles* styles);

  lxw_workbook* workbook() const { return workbook_; }
  lxw_worksheet* sheet() const { return sheet_; }
  const std::string& name() const { return name_; }

  // Columns become at least so wide, in characters. Called for all of them before the first Write.
  void Widen(int column, double characters);
  void SetWidths();

  // The row that is written next.
  int row() const { return row_; }
  void Skip(int rows) { row_ += rows; }

  void Write(int column, const XlsxValue& value, const XlsxStyle& style);
  void WriteText(int column, std::string_view text, const XlsxStyle& style);
  // A text over as many columns as make a line of a readable length, and the next row.
  void WriteParagraph(std::string_view text, const XlsxStyle& style);

  // The row that is written next stands so deep in a tree, and can be folded away.
  void Outline(int level);

  // Whether everything written so far is in the sheet.
  bool fits() const { return fits_; }

 private:
  void Note(lxw_error error) { fits_ = fits_ && error == LXW_NO_ERROR; }
  void WriteNumber(int column, const XlsxValue& value, XlsxStyle style);
  double WidthOf(int column) const;

  lxw_workbook* workbook_;
  std::string name_;
  lxw_worksheet* sheet_;
  XlsxStyles* styles_;
  std::vector<double> widths_;
  int row_ = 0;
  bool fits_ = true;
};

}  // namespace sheaf::reports
