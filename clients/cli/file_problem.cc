#include "clients/cli/file_problem.h"

#include <algorithm>
#include <utility>

namespace sheaf::cli {
namespace {

constexpr size_t kLongestQuote = 80;

bool IsContinuationByte(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

}  // namespace

void FileProblems::Add(int64_t row, std::string_view column, std::string text) {
  cells_.emplace(row, column);
  problems_.push_back({row, std::string(column), std::move(text)});
}

void FileProblems::AddUnlessKnown(int64_t row, std::string_view column, std::string text) {
  if (!cells_.contains({row, std::string(column)})) Add(row, column, std::move(text));
}

std::vector<FileProblem> FileProblems::Sorted() const {
  std::vector<FileProblem> sorted = problems_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const FileProblem& a, const FileProblem& b) { return a.row < b.row; });
  return sorted;
}

void FileProblems::SetSheet(std::string sheet, std::map<std::string, std::string> letters) {
  sheet_ = std::move(sheet);
  letters_ = std::move(letters);
}

void FileProblems::RenameColumn(const std::string& from, const std::string& to) {
  if (auto letter = letters_.extract(from); !letter.empty()) {
    letter.key() = to;
    letters_.insert(std::move(letter));
  }
  for (FileProblem& problem : problems_) {
    if (problem.column != from) continue;
    problem.column = to;
    cells_.emplace(problem.row, to);
  }
}

FileProblems FileProblems::EmptyOfSameFile() const {
  FileProblems empty;
  empty.SetSheet(sheet_, letters_);
  return empty;
}

std::string FileProblems::LetterOf(const std::string& column) const {
  const auto found = letters_.find(column);
  return found == letters_.end() ? "" : found->second;
}

std::string FileProblems::PlaceInSheet(const FileProblem& problem) const {
  std::string place = ", sheet " + Quoted(sheet_);
  if (problem.row > 0) place += ", row " + std::to_string(problem.row);
  if (problem.column.empty()) return place + ": ";
  const std::string letter = LetterOf(problem.column);
  return place + ", column " + (letter.empty() ? "" : letter + " ") + problem.column + ": ";
}

std::string FileProblems::PlaceOf(const FileProblem& problem, std::string_view file) const {
  std::string place(file);
  if (!sheet_.empty()) return place + PlaceInSheet(problem);
  if (problem.row > 0) place += ":" + std::to_string(problem.row);
  place += ": ";
  return problem.column.empty() ? place : place + problem.column + ": ";
}

void FileProblems::Print(std::string_view file, std::ostream& out,
                         std::string_view beginning) const {
  const std::vector<FileProblem> sorted = Sorted();
  const size_t printed = std::min(sorted.size(), kMaxPrinted);
  for (size_t i = 0; i < printed; ++i) {
    out << beginning << PlaceOf(sorted[i], file) << sorted[i].text << "\n";
  }
  const size_t rest = sorted.size() - printed;
  if (rest == 0) return;
  out << beginning << file << ": and " << rest
      << (rest == 1 ? " more problem\n" : " more problems\n");
}

std::string Quoted(std::string_view found) {
  size_t length = std::min(found.size(), kLongestQuote);
  while (length < found.size() && length > 0 && IsContinuationByte(found[length])) --length;
  std::string quoted(found.substr(0, length));
  for (char& c : quoted) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return "'" + quoted + (length < found.size() ? "...'" : "'");
}

std::string FoundExpected(std::string_view found, std::string_view expected) {
  return "found " + (found.empty() ? std::string("nothing") : Quoted(found)) + ", expected " +
         std::string(expected);
}

}  // namespace sheaf::cli
