// Reads a CSV file as people save it: with or without a byte-order mark, lines ended by LF, CRLF or
// CR, cells separated by comma, semicolon or tab (whichever the header line has most of), quoted
// cells with separators, quotes ("") and line breaks inside. What cannot be read without doubt is
// refused, with its row and column, and as much as possible of it at once.
//
//   FileProblems problems;
//   CsvTable table = ReadCsv("energy.csv", problems);
//   RequireColumns(table, {"line_code", "title"}, problems);
//   if (!problems.empty()) ...
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/file_problem.h"

namespace sheaf::cli {

struct CsvRow {
  // The physical line on which the row begins; the header is on 1 where no blank line comes before
  // it.
  int64_t line = 0;
  // As many as there are columns. Blanks around a cell that is not quoted are gone.
  std::vector<std::string> cells;
};

struct CsvTable {
  std::vector<std::string> columns;
  std::vector<CsvRow> rows;
};

inline constexpr size_t kFileMaxBytes = 256 << 20;
inline constexpr size_t kCellMaxBytes = 1 << 20;

// The table in `text`. Adds to `problems`:
//  - a file that is empty, has no rows, or is UTF-16; columns without a name or with the same name;
//  - a row with more cells than the header. Where a row has fewer, the rest is blank, since
//  spreadsheets
//    leave separators at a row's end out; not so in a last row without a line end, which was cut
//    off;
//  - a quote that is never closed (with the row that opens it), or that stands where none can;
//  - a cell that holds a NUL byte, is not UTF-8, or is longer than kCellMaxBytes.
// Rows whose cells are all empty are skipped. After a quote that is wrong nothing is read.
CsvTable ParseCsv(std::string_view text, FileProblems& problems);

// As ParseCsv, for the file `path`. Also refuses one that cannot be read or is larger than
// kFileMaxBytes.
CsvTable ReadCsv(const std::string& path, FileProblems& problems);

// Says which of `required` are no columns of `table`, as one problem. Says nothing of a table
// without columns: that has been said.
void RequireColumns(const CsvTable& table, const std::vector<std::string>& required,
                    FileProblems& problems);

}  // namespace sheaf::cli
