// Reads the rows of a table into records: typed access to the cells of one row by column name. A
// cell that cannot be read becomes a problem and an empty value, so that all of a file is told at
// once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/cli/file_problem.h"
#include "clients/cli/file_table.h"

namespace sheaf::cli {

// A word of a file and what it stands for; listed in the order in which people are told of them.
template <typename Value>
using Words = std::vector<std::pair<std::string_view, Value>>;

// The cells of the row it was moved to last. `table` and `problems` must outlive it.
class Cells {
 public:
  // `known`: the columns that a reader of this kind of file asks for.
  Cells(const FileTable& table, std::vector<std::string_view> known, FileProblems& problems);

  // The columns of the file that are not known, in its order; those without a name are left out.
  const std::vector<std::string>& unknown() const { return unknown_; }
  // Calls `read` for each row.
  void ForEachRow(const std::function<void()>& read);

  // The number of the present row, as people see it.
  int64_t line() const { return row_->number; }
  // From 0.
  size_t index() const { return index_; }

  // The cell without blanks around it; empty where it is empty or there is no such column.
  std::string Text(std::string_view column) const;
  bool IsBlank(std::string_view column) const { return Find(column).empty(); }
  // As Text; a problem where it is empty.
  std::string Required(std::string_view column);
  // Nothing where the cell is empty.
  std::optional<double> Number(std::string_view column);
  // A year of four digits; 0 where the cell is empty.
  int32_t Year(std::string_view column);
  // The parts between semicolons, without blanks around them; empty parts are left out.
  std::vector<std::string> List(std::string_view column) const;
  // What the cell's word stands for; `blank` where it is empty.
  template <typename Value>
  Value Word(std::string_view column, const Words<Value>& words, Value blank);

  // Adds a problem with a cell of the present row, unless one is known.
  void Refuse(std::string_view column, std::string text);
  // The same as "found ..., expected `expected`".
  void Unexpected(std::string_view column, std::string_view expected);

 private:
  std::string_view Find(std::string_view column) const;

  const FileTable& table_;
  FileProblems& problems_;
  std::vector<std::string> unknown_;
  const FileRow* row_ = nullptr;
  size_t index_ = 0;
};

// `text` without blanks around it: also tabs, line breaks, and those that cannot be broken at or
// have no width, which spreadsheets and web pages leave there.
std::string_view Trimmed(std::string_view text);

// A finite decimal number with "." as its point and nothing around it.
std::optional<double> ParseDecimal(std::string_view text);

template <typename Value>
Value Cells::Word(std::string_view column, const Words<Value>& words, Value blank) {
  const std::string_view found = Find(column);
  if (found.empty()) return blank;
  std::string expected;
  for (const auto& [word, value] : words) {
    if (word == found) return value;
    expected += (expected.empty() ? "one of " : ", ") + std::string(word);
  }
  Unexpected(column, expected);
  return blank;
}

}  // namespace sheaf::cli
