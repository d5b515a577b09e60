#include "clients/cli/workbook/head.h"

#include <algorithm>
#include <map>

#include "clients/cli/cells.h"

namespace sheaf::cli {
namespace {

// How far down a head is looked for, and over how many rows it may stretch.
constexpr size_t kMostRowsAbove = 50;
constexpr int64_t kTallestHead = 4;
constexpr size_t kMostNamesTold = 12;

// The last row of a head that begins in `row`: cells of it that are merged downwards say so.
int64_t LastRow(const Sheet& sheet, int64_t row) {
  int64_t last = row;
  for (const SheetMerge& merge : sheet.merges) {
    if (merge.first_row == row) last = std::max(last, merge.last_row);
  }
  return std::min(last, row + kTallestHead - 1);
}

// Rows further down replace what those above said of a column: a name stands closest to its values.
SheetHead HeadAt(const Sheet& sheet, size_t index) {
  SheetHead head;
  head.first_row = sheet.rows[index].number;
  head.last_row = LastRow(sheet, head.first_row);
  std::map<int, std::string> names;
  for (; index < sheet.rows.size() && sheet.rows[index].number <= head.last_row; ++index) {
    for (const SheetCell& cell : sheet.rows[index].cells) {
      const std::string name(Trimmed(cell.text));
      if (!name.empty()) names[cell.column] = name;
    }
  }
  head.columns.assign(names.begin(), names.end());
  return head;
}

bool Has(const SheetHead& head, std::string_view wanted) {
  return std::any_of(head.columns.begin(), head.columns.end(), [wanted](const auto& column) {
    return column.second == wanted || PlainName(column.second) == wanted;
  });
}

}  // namespace

std::optional<SheetHead> FindHead(const Sheet& sheet, const FileShape& shape) {
  const size_t end = std::min(sheet.rows.size(), kMostRowsAbove);
  for (size_t i = 0; i < end; ++i) {
    SheetHead head = HeadAt(sheet, i);
    const bool has_all = std::all_of(shape.required.begin(), shape.required.end(),
                                     [&](std::string_view name) { return Has(head, name); });
    if (has_all && !head.columns.empty()) return head;
  }
  return std::nullopt;
}

std::string FirstNames(const Sheet& sheet) {
  const auto row = std::find_if(sheet.rows.begin(), sheet.rows.end(),
                                [](const SheetRow& one) { return one.cells.size() > 1; });
  if (row == sheet.rows.end()) return "no row with several cells";
  std::string names;
  for (size_t i = 0; i < std::min(row->cells.size(), kMostNamesTold); ++i) {
    names += (names.empty() ? "" : ", ") + std::string(Trimmed(row->cells[i].text));
  }
  return "row " + std::to_string(row->number) + " has: " + names +
         (row->cells.size() > kMostNamesTold ? ", ..." : "");
}

}  // namespace sheaf::cli
