// A table for people, or the same as CSV for programs.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/style.h"

namespace sheaf::cli {

struct Column {
  // Lower snake case: the name in CSV.
  std::string name;
  enum Fit {
    // Cut short where the terminal is too narrow.
    kCut,
    // The same, after those of kCut are as narrow as they get.
    kCutLast,
    // Never cut: something that people copy.
    kWhole,
    // Narrowed after those of kCut; goes on in further lines.
    kWrap,
    // In CSV only, and in text only (never cut).
    kCsvOnly,
    kTextOnly,
  };
  Fit fit = kCut;
  // For people; empty: made of the name ("Member state").
  std::string heading = {};
};

// Not thread-safe.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // As many cells as there are columns.
  void AddRow(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  size_t size() const { return rows_.size(); }
  const std::vector<Column>& columns() const { return columns_; }
  const std::vector<std::vector<std::string>>& rows() const { return rows_; }

  // Columns side by side, each as wide as its widest cell; together at most `width` terminal
  // columns where the cells that may be cut allow it, and without columns that no row has anything
  // in. 0, for what is no terminal: a line each row, nothing cut, and always the same columns.
  void PrintText(size_t width, std::ostream& out, const Style& style = Style()) const;
  // The columns of PrintCsv with a header and tabs between; a line each row, since a tab or a line
  // end inside a cell is a blank.
  void PrintTsv(std::ostream& out) const;
  // RFC 4180 with a header, lines ended by LF.
  void PrintCsv(std::ostream& out) const;

 private:
  bool IsShown(size_t column, size_t width) const;
  std::vector<size_t> Widths(const std::vector<size_t>& shown, size_t width) const;
  size_t* WidestThatShrinks(const std::vector<size_t>& shown, std::vector<size_t>& widths,
                            bool last) const;
  void PrintRow(const std::vector<std::string>& row, const std::vector<size_t>& shown,
                const std::vector<size_t>& widths, std::ostream& out) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// What a spreadsheet program would take for the beginning of a formula.
inline constexpr std::string_view kFormulaStarts = "=+-@\t\r";

// `cell` as RFC 4180 wants it: in quotes where it must be. A text that a spreadsheet would take for
// a formula gets an apostrophe in front, or one more where it has some, so that "=1+1" is written
// as
// "'=1+1" and "'=1+1" as "''=1+1"; a number such as -5 stays as it is. Reading our own files
// (csv_file.h) takes the apostrophe away again.
std::string CsvCell(const std::string& cell);

}  // namespace sheaf::cli
