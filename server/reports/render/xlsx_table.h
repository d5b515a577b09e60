// A table of a document on a sheet: title, head, rows, notes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "server/reports/render/xlsx_columns.h"
#include "server/reports/render/xlsx_sheet.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// A table that is about to be written. Not thread-safe.
class XlsxTable {
 public:
  explicit XlsxTable(v1::Table table);

  const v1::Table& table() const { return table_; }
  const std::vector<XlsxColumn>& columns() const { return columns_; }
  // Years in the first column become numbers.
  void MakeYears() { columns_.front().part = XlsxColumn::Part::kYear; }
  // A line below the rows that no cell points to.
  void AddRemark(std::string remark) { remark_ = std::move(remark); }

  // Whether it has the same columns, so that its head may stand above the other as well.
  bool IsHeadedLike(const XlsxTable& other) const;

  void Widen(XlsxSheet* sheet) const;
  // Leaves one row free below.
  void Write(XlsxSheet* sheet);

  // Where it was written: its head, and the first of its rows.
  int head_row() const { return head_row_; }
  int first_row() const { return head_row_ + 1; }

 private:
  bool IsBesideOthers(size_t column) const;
  void WriteHead(XlsxSheet* sheet);
  void WriteRow(const v1::Row& row, XlsxSheet* sheet) const;
  void WriteNotes(XlsxSheet* sheet) const;

  v1::Table table_;
  std::vector<XlsxColumn> columns_;
  std::string remark_;
  int head_row_ = 0;
};

}  // namespace sheaf::reports
