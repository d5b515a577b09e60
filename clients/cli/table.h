// A table for people, or the same as CSV for programs.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

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

  // Columns side by side, each as wide as its widest cell; together at most `width` terminal
  // columns where the cells that may be cut allow it. 0: as wide as it is.
  void PrintText(size_t width, std::ostream& out) const;
  // RFC 4180 with a header, lines ended by LF.
  void PrintCsv(std::ostream& out) const;

 private:
  bool IsShown(size_t column) const;
  std::vector<size_t> Widths(const std::vector<size_t>& shown, size_t width) const;
  size_t* WidestThatShrinks(const std::vector<size_t>& shown, std::vector<size_t>& widths,
                            bool last) const;
  void PrintRow(const std::vector<std::string>& row, const std::vector<size_t>& shown,
                const std::vector<size_t>& widths, std::ostream& out) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// `cell` as RFC 4180 wants it: in quotes where it must be.
std::string CsvCell(const std::string& cell);

}  // namespace sheaf::cli
