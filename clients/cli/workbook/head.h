// Finds the table in a sheet: where its head stands, and which columns it names. Hand-made sheets
// have titles above it, and heads of several rows with merged cells.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/cli/file_table.h"
#include "clients/cli/workbook/sheet.h"

namespace sheaf::cli {

struct SheetHead {
  int64_t first_row = 0;
  int64_t last_row = 0;
  // Columns that have a name, from left to right. Where a head has several rows, the lowest names
  // the column; cells merged over all of them name theirs, and cells merged over several columns
  // the first of them only.
  std::vector<std::pair<int, std::string>> columns;
};

// The first head within the first rows that has all the columns that `shape` requires, as people
// write them; of a shape that requires none, the first row. Nothing where there is none.
std::optional<SheetHead> FindHead(const Sheet& sheet, const FileShape& shape);

// What stands in the first row that has more than one cell, for people: what was found in place of
// a head.
std::string FirstNames(const Sheet& sheet);

}  // namespace sheaf::cli
