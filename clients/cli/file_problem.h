// What is wrong with a file that someone wants to import, told so that they find the cell in their
// spreadsheet.
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sheaf::cli {

struct FileProblem {
  // The number of the row as people see it, the header of a text file being 1; 0 where the whole
  // file is meant.
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

  // From now on the file is a workbook, of which this sheet is read. `letters` has the letter of
  // each named column.
  void SetSheet(std::string sheet, std::map<std::string, std::string> letters);
  const std::string& sheet() const { return sheet_; }
  // What is called `from` in the file is called `to` from here on.
  void RenameColumn(const std::string& from, const std::string& to);
  // Without problems, and with the sheet of these.
  FileProblems EmptyOfSameFile() const;
  // "C"; empty for another column, and outside of workbooks.
  std::string LetterOf(const std::string& column) const;

  bool empty() const { return problems_.empty(); }
  size_t size() const { return problems_.size(); }
  // In the order of rows; within a row as they were added.
  std::vector<FileProblem> Sorted() const;

  // "energy.csv:17: reported_status: ", or "energy.xlsx, sheet 'Updates', row 17, column C
  // reported_status: ": where in `file` it is.
  std::string PlaceOf(const FileProblem& problem, std::string_view file) const;

  // Place and text of each, a line each, at most kMaxPrinted, then how many more there are.
  // `beginning` goes before each line.
  static constexpr size_t kMaxPrinted = 50;
  void Print(std::string_view file, std::ostream& out, std::string_view beginning = "") const;

 private:
  std::string PlaceInSheet(const FileProblem& problem) const;

  std::vector<FileProblem> problems_;
  std::set<std::pair<int64_t, std::string>> cells_;
  std::string sheet_;
  std::map<std::string, std::string> letters_;
};

// `found` between quotation marks, cut short, without anything that could disturb a terminal.
std::string Quoted(std::string_view found);

// "found 'xx', expected yes or no".
std::string FoundExpected(std::string_view found, std::string_view expected);

}  // namespace sheaf::cli
