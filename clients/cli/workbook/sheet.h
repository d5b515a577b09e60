// One sheet of a workbook: the cells that hold something, as people see them. Rows and cells that
// are only formatted cost nothing, however many there are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/workbook/archive.h"
#include "clients/cli/workbook/book.h"

namespace sheaf::cli {

struct SheetCell {
  int column = 0;  // from 0
  std::string text;
  // Why the cell cannot be taken; empty where it can. Then `text` says nothing.
  std::string problem;
};

struct SheetRow {
  int64_t number = 0;  // from 1
  bool hidden = false;
  std::vector<SheetCell> cells;  // from left to right
};

// Cells merged into one; both ends are part of it.
struct SheetMerge {
  int64_t first_row = 0;
  int64_t last_row = 0;
  int first_column = 0;
  int last_column = 0;
};

struct Sheet {
  std::vector<SheetRow> rows;  // those with cells
  std::vector<SheetMerge> merges;
};

inline constexpr int64_t kSheetMaxRows = 1'048'576;
inline constexpr int kSheetMaxColumns = 16'384;
inline constexpr size_t kSheetMaxCells = 6'000'000;
inline constexpr size_t kSheetMaxMerges = 100'000;
// Of all texts together: many cells can share a long one.
inline constexpr size_t kSheetMaxBytes = 256 << 20;

// Refuses a sheet that breaks a limit, or whose rows or cells are not in order.
absl::StatusOr<Sheet> ReadSheet(Archive& archive, const Book& book, const std::string& part);

// "A", "Z", "AA" for 0, 25, 26.
std::string LetterOf(int column);

// 0-based column and 1-based row of "AB12". False where `text` is no place in a sheet.
bool ParsePlace(std::string_view text, int& column, int64_t& row);

}  // namespace sheaf::cli
