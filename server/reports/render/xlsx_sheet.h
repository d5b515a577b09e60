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

  // Columns become so wide, in characters, or where all together are wider than a page can show,
  // not less than `least`. Called for all of them before the first Write.
  void Widen(int column, double characters, double least);
  void SetWidths();

  // The row that is written next.
  int row() const { return row_; }
  void Skip(int rows) { row_ += rows; }

  // Cells of that row.
  void Write(int column, const XlsxValue& value, const XlsxStyle& style);
  void WriteText(int column, std::string_view text, const XlsxStyle& style);
  // Ends the row, and makes it as high as its longest text. `level`: how deep it stands in a tree,
  // whose rows can be folded away.
  void EndRow(int level = 0);
  // A text over as many columns as make a line of a readable length, and the next row.
  void WriteParagraph(std::string_view text, const XlsxStyle& style);

  // Whether everything written so far is in the sheet.
  bool fits() const { return fits_; }

 private:
  void Note(lxw_error error) { fits_ = fits_ && error == LXW_NO_ERROR; }
  void WriteNumber(int column, const XlsxValue& value, XlsxStyle style);
  double WidthOf(int column) const;
  void FitPage();

  lxw_workbook* workbook_;
  std::string name_;
  lxw_worksheet* sheet_;
  XlsxStyles* styles_;
  struct Width {
    double wanted = 0;
    double least = 0;
  };
  std::vector<Width> widths_;
  int row_ = 0;
  // Of the row that is written.
  double height_ = 0;
  bool fits_ = true;
};

}  // namespace sheaf::reports
