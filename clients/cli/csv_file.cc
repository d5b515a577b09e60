#include "clients/cli/csv_file.h"

#include <csv.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>
#include <utility>

#include "clients/cli/table.h"
#include "clients/cli/utf8.h"

namespace sheaf::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Cuts the first physical line, with its line end, off `rest`.
std::string_view TakeLine(std::string_view& rest) {
  size_t end = rest.find_first_of("\r\n");
  end = end == std::string_view::npos ? rest.size() : end + 1;
  if (end < rest.size() && rest[end - 1] == '\r' && rest[end] == '\n') ++end;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end);
  return line;
}

int64_t LineBreaksIn(std::string_view text) {
  int64_t count = 0;
  while (!text.empty()) {
    const std::string_view line = TakeLine(text);
    if (line.back() == '\n' || line.back() == '\r') ++count;
  }
  return count;
}

bool EndsLine(std::string_view line) {
  return !line.empty() && (line.back() == '\n' || line.back() == '\r');
}

bool IsBlank(std::string_view line, char separator) {
  return std::all_of(line.begin(), line.end(), [separator](char c) {
    return c == '\r' || c == '\n' || ((c == ' ' || c == '\t') && c != separator);
  });
}

// The separator that stands most often outside quotes in the header line; a comma where there is
// none.
char DetectSeparator(std::string_view text) {
  constexpr std::string_view kSeparators = ",;\t";
  std::array<int, kSeparators.size()> counts{};
  bool quoted = false;
  const std::string_view header = TakeLine(text);
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    const size_t which = kSeparators.find(c);
    if (!quoted && which != std::string_view::npos) ++counts[which];
  }
  return kSeparators[std::max_element(counts.begin(), counts.end()) - counts.begin()];
}

// The cell as it was before it was made harmless (table.h).
std::string_view WithoutEscape(std::string_view cell) {
  const size_t first = cell.find_first_not_of('\'');
  const bool escaped = first != std::string_view::npos && first > 0 &&
                       kFormulaStarts.find(cell[first]) != std::string_view::npos;
  return escaped ? cell.substr(1) : cell;
}

// Feeds libcsv one physical line at a time, so that it is known where rows and cells begin.
class Reader {
 public:
  Reader(char separator, FileProblems& problems) : problems_(problems), separator_(separator) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser_, static_cast<unsigned char>(separator));
  }
  ~Reader() { csv_free(&parser_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  FileTable Read(std::string_view text) {
    while (!text.empty() && !too_large_) {
      ++line_;
      const std::string_view line = TakeLine(text);
      last_line_ended_ = EndsLine(line);
      if (!Feed(line)) return std::move(table_);
    }
    Finish();
    return std::move(table_);
  }

 private:
  static void OnCell(void* text, size_t size, void* self) {
    static_cast<Reader*>(self)->TakeCell({static_cast<const char*>(text), size});
  }
  static void OnRow(int, void* self) { static_cast<Reader*>(self)->TakeRow(); }

  bool Feed(std::string_view line) {
    if (!row_open_ && IsBlank(line, separator_)) return true;
    if (!row_open_) row_line_ = cell_line_ = line_;
    row_open_ = true;
    if (csv_parse(&parser_, line.data(), line.size(), OnCell, OnRow, this) == line.size()) {
      return true;
    }
    SayMisplacedQuote();
    return false;
  }

  void Finish() {
    if (csv_fini(&parser_, OnCell, OnRow, this) == 0) return;
    problems_.Add(
        cell_line_, ColumnName(row_.size()),
        "a quotation mark opens a cell here and is never closed; close it, or write \"\" for "
        "a quotation mark inside a quoted cell");
  }

  void SayMisplacedQuote() {
    if (cell_line_ != line_) {
      problems_.Add(cell_line_, ColumnName(row_.size()),
                    "the quotation mark that opens this cell is closed on row " +
                        std::to_string(line_) +
                        " in the middle of other text; close it where the cell ends");
      return;
    }
    problems_.Add(
        line_, ColumnName(row_.size()),
        "a quotation mark in the middle of a cell; put the whole cell in quotation marks and "
        "write \"\" for one inside it");
  }

  void TakeCell(std::string_view cell) {
    CheckCell(cell);
    row_.emplace_back(WithoutEscape(cell.substr(0, kCellMaxBytes)));
    cell_line_ = line_;
  }

  void CheckCell(std::string_view cell) {
    if (cell.size() > kCellMaxBytes) {
      problems_.Add(cell_line_, ColumnName(row_.size()),
                    "a text of " + std::to_string(cell.size()) + " bytes; a cell holds at most " +
                        std::to_string(kCellMaxBytes) + " (is a quotation mark missing?)");
    }
    const size_t nul = cell.find('\0');
    if (nul != std::string_view::npos) {
      problems_.Add(cell_line_ + LineBreaksIn(cell.substr(0, nul)), ColumnName(row_.size()),
                    "a NUL byte at byte " + std::to_string(nul + 1) +
                        " of the cell; remove it (the file may be damaged)");
    }
    const size_t bad = FirstInvalidUtf8(cell);
    if (bad != std::string_view::npos) SayNotUtf8(cell, bad);
  }

  void SayNotUtf8(std::string_view cell, size_t bad) {
    char byte[3];
    std::snprintf(byte, sizeof(byte), "%02X", static_cast<unsigned char>(cell[bad]));
    problems_.Add(cell_line_ + LineBreaksIn(cell.substr(0, bad)), ColumnName(row_.size()),
                  std::string("byte ") + std::to_string(bad + 1) + " of the cell (hexadecimal " +
                      byte + ") is not UTF-8; save the file as \"CSV UTF-8\"");
  }

  void TakeRow() {
    row_open_ = false;
    std::vector<std::string> cells = std::exchange(row_, {});
    if (table_.columns.empty()) {
      TakeHeader(std::move(cells));
    } else if (!std::all_of(cells.begin(), cells.end(), [](auto& cell) { return cell.empty(); })) {
      TakeCells(std::move(cells));
    }
  }

  void TakeHeader(std::vector<std::string> names) {
    table_.columns = std::move(names);
    std::set<std::string_view> seen;
    for (const std::string& name : table_.columns) {
      if (!name.empty() && !seen.insert(name).second) {
        problems_.Add(row_line_, name, "two columns have this name; rename or remove one");
      }
    }
  }

  void TakeCells(std::vector<std::string> cells) {
    const size_t width = table_.columns.size();
    if (cells.size() > width) {
      problems_.Add(
          row_line_, "",
          "found " + std::to_string(cells.size()) + " cells, expected " + std::to_string(width) +
              " as in the header; put a text that holds the separator in quotation marks");
      return;
    }
    if (cells.size() < width && !last_line_ended_) {
      problems_.Add(row_line_, "",
                    "the last row ends after " + std::to_string(cells.size()) + " of " +
                        std::to_string(width) +
                        " cells without a line end; the file seems cut off");
      return;
    }
    cells.resize(width);
    CheckNamelessCells(cells);
    table_.rows.push_back({row_line_, std::move(cells)});
    if (table_.rows.size() * width > kTableMaxCells) SayTooLarge();
  }

  void SayTooLarge() {
    if (std::exchange(too_large_, true)) return;
    problems_.Add(row_line_, "",
                  "the file holds more than " + std::to_string(kTableMaxCells) +
                      " cells up to here; cut it into several");
  }

  // Spreadsheets save empty columns too; only one that holds something needs a name.
  void CheckNamelessCells(const std::vector<std::string>& cells) {
    for (size_t i = 0; i < cells.size(); ++i) {
      if (!table_.columns[i].empty() || cells[i].empty()) continue;
      problems_.Add(row_line_, "",
                    "cell " + std::to_string(i + 1) + " holds " + Quoted(cells[i]) +
                        " but the header gives its column no name; name it or clear it");
    }
  }

  std::string ColumnName(size_t index) const {
    if (index < table_.columns.size() && !table_.columns[index].empty())
      return table_.columns[index];
    return "cell " + std::to_string(index + 1);
  }

  FileProblems& problems_;
  const char separator_;
  csv_parser parser_;
  FileTable table_;
  std::vector<std::string> row_;
  bool row_open_ = false;
  bool last_line_ended_ = true;
  bool too_large_ = false;
  int64_t line_ = 0;       // being fed
  int64_t row_line_ = 0;   // where the present row began
  int64_t cell_line_ = 0;  // where the present cell began
};

bool IsUtf16(std::string_view text) {
  return text.size() >= 2 && (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF");
}

}  // namespace

FileTable ParseCsv(std::string_view text, FileProblems& problems) {
  if (IsUtf16(text)) {
    problems.Add(0, "", "the file is UTF-16 (\"Unicode text\"); save it as \"CSV UTF-8\"");
    return {};
  }
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(3);
  const size_t problems_before = problems.size();
  FileTable table = Reader(DetectSeparator(text), problems).Read(text);
  if (problems.size() > problems_before) return table;
  if (table.columns.empty()) {
    problems.Add(0, "",
                 "the file is empty; expected a line with the names of the columns, and rows");
  } else if (table.rows.empty()) {
    problems.Add(0, "", "the file has a header but no rows");
  }
  return table;
}

}  // namespace sheaf::cli
