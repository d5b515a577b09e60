// The table in a file that somebody gives us, whichever kind of file it came in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/file_problem.h"

namespace sheaf::cli {

struct FileRow {
  // The number that people see: the physical line on which the row begins in a text file, the row's
  // number in a workbook.
  int64_t number = 0;
  // As many as there are columns; empty where the file has nothing.
  std::vector<std::string> cells;
};

struct FileTable {
  std::vector<std::string> columns;
  std::vector<FileRow> rows;
  // What was read in a way that deserves to be told, such as the sheet that was taken.
  std::vector<std::string> notes;
};

// What a kind of file has: names of columns. In a file, a name may be written as people write it
// ("Line code" for line_code).
struct FileShape {
  std::vector<std::string_view> required;
  // All that its reader asks for, the required ones too.
  std::vector<std::string_view> known;
};

inline constexpr size_t kFileMaxBytes = 256 << 20;
inline constexpr size_t kCellMaxBytes = 1 << 20;
// Of one table. A row is as wide as its header: without a limit, a small file could take all
// memory.
inline constexpr size_t kTableMaxCells = 24'000'000;

// Gives the columns that `shape` knows, but for blanks, capitals and punctuation, the name that it
// knows, also in `problems`, with a note. Two that come to the same name stay as they are.
void NameColumns(const FileShape& shape, FileTable& table, FileProblems& problems);

// Says which of `required` are no columns of `table`, as one problem. Says nothing of a table
// without columns: that has been said.
void RequireColumns(const FileTable& table, const std::vector<std::string_view>& required,
                    FileProblems& problems);

// "line_code" for " Line code": in lower case, "_" for whatever is neither letter nor digit, none
// of it at either end.
std::string PlainName(std::string_view name);

// The place of a column among `columns`, or npos.
size_t PlaceOf(std::string_view column, const std::vector<std::string>& columns);

}  // namespace sheaf::cli
