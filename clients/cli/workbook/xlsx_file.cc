#include "clients/cli/workbook/xlsx_file.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "clients/cli/cells.h"
#include "clients/cli/workbook/archive.h"
#include "clients/cli/workbook/book.h"
#include "clients/cli/workbook/head.h"
#include "clients/cli/workbook/sheet.h"

namespace sheaf::cli {
namespace {

constexpr std::string_view kZip = "PK\x03\x04";
constexpr std::string_view kOle = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

std::string Count(size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

// The sheet that is read, and where its table stands.
struct Found {
  std::string name;
  Sheet sheet;
  SheetHead head;
};

// Makes the table of a sheet whose head was found.
class TableMaker {
 public:
  TableMaker(const Found& found, FileProblems& problems) : found_(found), problems_(problems) {}

  FileTable Make() {
    TakeHead();
    ListMerges();
    for (const SheetRow& row : found_.sheet.rows) {
      if (row.number <= found_.head.last_row) continue;
      TakeRow(row);
      if (table_.rows.size() * table_.columns.size() > kTableMaxCells) {
        problems_.Add(row.number, "",
                      "the sheet holds more than " + std::to_string(kTableMaxCells) +
                          " cells up to here; cut it into several");
        break;
      }
    }
    SayWhatWasTaken();
    return std::move(table_);
  }

 private:
  void TakeHead() {
    std::map<std::string, std::string> letters;
    std::set<std::string> twice;
    for (const auto& [column, name] : found_.head.columns) {
      places_[column] = table_.columns.size();
      table_.columns.push_back(name);
      if (!letters.emplace(name, LetterOf(column)).second) twice.insert(name);
    }
    problems_.SetSheet(found_.name, letters);
    for (const std::string& name : twice) {
      problems_.Add(found_.head.first_row, name,
                    "two columns have this name; rename or remove one");
    }
  }

  // Below the head; by the row in which they begin.
  void ListMerges() {
    for (const SheetMerge& merge : found_.sheet.merges) {
      if (merge.first_row > found_.head.last_row) merges_[merge.first_row].push_back(merge);
    }
  }

  void TakeRow(const SheetRow& row) {
    FileRow taken{row.number, std::vector<std::string>(table_.columns.size())};
    bool blank = true;
    for (const SheetCell& cell : row.cells) {
      const auto place = places_.find(cell.column);
      const bool filled = !cell.problem.empty() || !Trimmed(cell.text).empty();
      blank = blank && !filled;
      if (place == places_.end()) {
        if (filled) SayNameless(row, cell);
        continue;
      }
      taken.cells[place->second] = cell.text;
      if (!cell.problem.empty()) problems_.Add(row.number, NameOf(cell.column), cell.problem);
    }
    RefuseMerged(row.number);
    if (blank) return;
    hidden_ += row.hidden ? 1 : 0;
    table_.rows.push_back(std::move(taken));
  }

  const std::string& NameOf(int column) const { return table_.columns[places_.at(column)]; }

  void SayNameless(const SheetRow& row, const SheetCell& cell) {
    const std::string found = cell.problem.empty() ? "found " + Quoted(cell.text) : cell.problem;
    problems_.Add(row.number, LetterOf(cell.column),
                  found + ", but the head in row " + std::to_string(found_.head.last_row) +
                      " gives this column no name; name it or clear it");
  }

  void RefuseMerged(int64_t row) {
    const auto merges = merges_.find(row);
    if (merges == merges_.end()) return;
    for (const SheetMerge& merge : merges->second) {
      const auto place = places_.find(merge.first_column);
      const std::string letter = LetterOf(merge.first_column);
      problems_.Add(row, place == places_.end() ? letter : table_.columns[place->second],
                    "found cells merged into one (" + letter + std::to_string(merge.first_row) +
                        ":" + LetterOf(merge.last_column) + std::to_string(merge.last_row) +
                        "), which leaves open what the others hold; unmerge them and fill in each");
    }
  }

  void SayWhatWasTaken() {
    std::string note = "read sheet " + Quoted(found_.name) + ", whose head is row " +
                       std::to_string(found_.head.last_row);
    if (found_.head.first_row != found_.head.last_row) {
      note = "read sheet " + Quoted(found_.name) + ", whose head is rows " +
             std::to_string(found_.head.first_row) + " to " + std::to_string(found_.head.last_row);
    }
    table_.notes.push_back(note);
    if (hidden_ > 0) {
      table_.notes.push_back(Count(hidden_, "row is", "rows are") +
                             " hidden in the sheet, and read all the same");
    }
  }

  const Found& found_;
  FileProblems& problems_;
  FileTable table_;
  std::map<int, size_t> places_;  // of a column of the sheet, its place in the table
  std::map<int64_t, std::vector<SheetMerge>> merges_;
  size_t hidden_ = 0;
};

std::string NamesOf(const Book& book) {
  std::string names;
  for (const BookSheet& sheet : book.sheets) {
    names += (names.empty() ? "" : ", ") + Quoted(sheet.name);
  }
  return names;
}

std::string Joined(const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) text.append(text.empty() ? "" : ", ").append(name);
  return text;
}

// The sheets to look at: the one that was asked for, or all in sight.
absl::StatusOr<std::vector<BookSheet>> Candidates(const Book& book, const std::string& wanted) {
  std::vector<BookSheet> sheets;
  for (const BookSheet& sheet : book.sheets) {
    if (wanted.empty() ? !sheet.hidden : sheet.name == wanted) sheets.push_back(sheet);
  }
  if (!sheets.empty()) return sheets;
  return absl::InvalidArgumentError(wanted.empty() ? "all sheets of the workbook are hidden"
                                                   : "there is no sheet " + Quoted(wanted) +
                                                         "; the workbook has " + NamesOf(book));
}

absl::StatusOr<Found> Find(Archive& archive, const Book& book, const FileShape& shape,
                           const std::string& wanted) {
  const auto candidates = Candidates(book, wanted);
  if (!candidates.ok()) return candidates.status();
  std::string seen;
  for (const BookSheet& candidate : *candidates) {
    if (!archive.Has(candidate.part)) continue;  // a chart by itself
    auto sheet = ReadSheet(archive, book, candidate.part);
    if (!sheet.ok()) {
      return absl::InvalidArgumentError("sheet " + Quoted(candidate.name) + ": " +
                                        std::string(sheet.status().message()));
    }
    if (auto head = FindHead(*sheet, shape)) {
      return Found{candidate.name, *std::move(sheet), *std::move(head)};
    }
    seen += (seen.empty() ? "" : "; ") + std::string("in sheet ") + Quoted(candidate.name) + ", " +
            FirstNames(*sheet);
  }
  return absl::InvalidArgumentError("found no sheet with the columns " + Joined(shape.required) +
                                    " in one row (" + seen + ")");
}

absl::StatusOr<Found> Open(std::string_view bytes, const FileShape& shape,
                           const std::string& sheet) {
  if (bytes.starts_with(kOle)) {
    return absl::InvalidArgumentError(
        "this is an old Excel workbook (.xls), or one with a password; save it as .xlsx, without a "
        "password");
  }
  auto archive = Archive::Open(bytes);
  if (!archive.ok()) return archive.status();
  const auto book = ReadBook(*archive);
  if (!book.ok()) return book.status();
  return Find(*archive, *book, shape, sheet);
}

}  // namespace

bool IsWorkbook(std::string_view bytes) {
  return bytes.starts_with(kZip) || bytes.starts_with(kOle);
}

FileTable ParseXlsx(std::string_view bytes, const FileShape& shape, const std::string& sheet,
                    FileProblems& problems) {
  const auto found = Open(bytes, shape, sheet);
  if (!found.ok()) {
    problems.Add(0, "", std::string(found.status().message()));
    return {};
  }
  const size_t problems_before = problems.size();
  FileTable table = TableMaker(*found, problems).Make();
  if (table.rows.empty() && problems.size() == problems_before) {
    problems.Add(found->head.last_row, "", "the sheet has a head but no rows below it");
  }
  return table;
}

}  // namespace sheaf::cli
