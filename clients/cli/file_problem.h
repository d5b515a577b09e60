// What is wrong with a file that someone wants to import, told so that they find the cell in their
// spreadsheet.
#pragma once

#include <cstdint>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sheaf::cli {

struct FileProblem {
  // The physical line of the file, the header being 1; 0 where the whole file is meant.
  int64_t row = 0;
  // The column as the file names it; empty where the whole row is meant.
  std::string column;
  // What was found and what was expected.
  std::string text;

  bool operator==(const FileProblem&) const = default;
};

// Collects what is wrong with one file. Not thread-safe.
class FileProblems {
 public:
  void Add(int64_t row, std::string_view column, std::string text);
  // As Add, unless something was said of this cell already.
  void AddUnlessKnown(int64_t row, std::string_view column, std::string text);

  bool empty() const { return problems_.empty(); }
  size_t size() const { return problems_.size(); }
  // In the order of rows; within a row as they were added.
  std::vector<FileProblem> Sorted() const;

  // "energy.csv:17: reported_status: found 'xx', expected ..." a line each, at most kMaxPrinted,
  // then how many more there are.
  static constexpr size_t kMaxPrinted = 50;
  void Print(std::string_view file, std::ostream& out) const;

 private:
  std::vector<FileProblem> problems_;
  std::set<std::pair<int64_t, std::string>> cells_;
};

// `found` between quotation marks, cut short, without anything that could disturb a terminal.
std::string Quoted(std::string_view found);

// "found 'xx', expected yes or no".
std::string FoundExpected(std::string_view found, std::string_view expected);

}  // namespace sheaf::cli
