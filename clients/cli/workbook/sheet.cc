#include "clients/cli/workbook/sheet.h"

#include <charconv>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "clients/cli/file_table.h"
#include "clients/cli/workbook/cell_text.h"
#include "clients/cli/workbook/xml.h"

namespace sheaf::cli {
namespace {

absl::Status Refused(const std::string& text) { return absl::InvalidArgumentError(text); }

// A cell as it is stored.
struct StoredCell {
  std::string type;
  int style = 0;
  std::string value;
  std::string inline_text;
  bool has_value = false;
  bool has_formula = false;
};

class SheetReader : public XmlHandler {
 public:
  SheetReader(const Book& book, Sheet& sheet) : book_(book), sheet_(sheet) {}

  void Start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "row") StartRow(attributes);
    if (name == "c") StartCell(attributes);
    if (name == "f") cell_.has_formula = true;
    if (name == "v") cell_.has_value = true;
    if (name == "v") into_ = &cell_.value;
    if (name == "t" && !spoken_) into_ = &cell_.inline_text;
    if (name == "rPh") spoken_ = true;
    if (name == "mergeCell") TakeMerge(attributes.Get("ref"));
  }

  void End(std::string_view name) override {
    if (name == "v" || name == "t") into_ = nullptr;
    if (name == "rPh") spoken_ = false;
    if (name == "c") EndCell();
  }

  void Text(std::string_view piece) override {
    if (into_ == nullptr) return;
    into_->append(piece);
    if (into_->size() > kCellMaxBytes) {
      Stop(Refused("row " + std::to_string(row_) + ", column " + LetterOf(column_) +
                   " holds a text of more than " + std::to_string(kCellMaxBytes) + " bytes"));
    }
  }

 private:
  void StartRow(const XmlAttributes& attributes) {
    const int64_t before = row_;
    row_ = before + 1;
    column_ = -1;
    const std::string number(attributes.Get("r"));
    if (!number.empty() && !absl::SimpleAtoi(number, &row_)) row_ = 0;
    if (row_ <= before || row_ > kSheetMaxRows) {
      Stop(Refused("the workbook is damaged: behind row " + std::to_string(before) +
                   " comes a row " + Quoted(number)));
    }
    hidden_ = attributes.Get("hidden") == "1" || attributes.Get("hidden") == "true";
  }

  void StartCell(const XmlAttributes& attributes) {
    cell_ = {};
    into_ = nullptr;
    cell_.type = attributes.Get("t");
    if (!absl::SimpleAtoi(std::string(attributes.Get("s")), &cell_.style)) cell_.style = 0;
    const int before = column_++;
    const std::string_view place = attributes.Get("r");
    if (place.empty()) return;
    int64_t row = 0;
    if (ParsePlace(place, column_, row) && row == row_ && column_ > before) return;
    Stop(Refused("the workbook is damaged: in row " + std::to_string(row_) + " stands a cell " +
                 Quoted(place)));
  }

  void EndCell() {
    SheetCell cell;
    cell.column = column_;
    const absl::StatusOr<std::string> text = TextOfCell();
    if (text.ok()) {
      cell.text = *text;
    } else {
      cell.problem = std::string(text.status().message());
    }
    if (cell.text.empty() && cell.problem.empty()) return;
    Keep(std::move(cell));
  }

  absl::StatusOr<std::string> TextOfCell() const {
    if (cell_.type == "inlineStr") return Unescaped(cell_.inline_text);
    if (cell_.has_formula && !cell_.has_value && cell_.type != "str") {
      return Refused(
          "found a formula without its value; open the workbook in a spreadsheet "
          "program and save it, or write the value in its place");
    }
    if (cell_.type == "str") return Unescaped(cell_.value);
    if (!cell_.has_value || cell_.value.empty()) return std::string();
    if (cell_.type == "s") return SharedText();
    if (cell_.type == "b") return std::string(cell_.value == "0" ? "FALSE" : "TRUE");
    if (cell_.type == "e") return Refused(ProblemOfError(cell_.value));
    if (cell_.type == "d") return TextOfIsoDate(cell_.value);
    return TextOfNumber(cell_.value, Format(), book_.from_1904);
  }

  absl::StatusOr<std::string> SharedText() const {
    size_t index = 0;
    if (!absl::SimpleAtoi(cell_.value, &index) || index >= book_.texts.size()) {
      return Refused("the workbook is damaged here: it has no text " + cell_.value);
    }
    return book_.texts[index];
  }

  NumberFormat Format() const {
    const size_t style = cell_.style < 0 ? book_.formats.size() : static_cast<size_t>(cell_.style);
    return style < book_.formats.size() ? book_.formats[style] : NumberFormat{};
  }

  void Keep(SheetCell cell) {
    bytes_ += cell.text.size();
    if (++cells_ > kSheetMaxCells || bytes_ > kSheetMaxBytes) {
      return Stop(Refused("the sheet holds more than " + std::to_string(kSheetMaxCells) +
                          " cells, or " + std::to_string(kSheetMaxBytes >> 20) +
                          " MB of texts; cut it into several workbooks"));
    }
    if (sheet_.rows.empty() || sheet_.rows.back().number != row_) {
      sheet_.rows.push_back({row_, hidden_, {}});
    }
    sheet_.rows.back().cells.push_back(std::move(cell));
  }

  void TakeMerge(std::string_view area) {
    const size_t colon = area.find(':');
    SheetMerge merge;
    if (colon == std::string_view::npos ||
        !ParsePlace(area.substr(0, colon), merge.first_column, merge.first_row) ||
        !ParsePlace(area.substr(colon + 1), merge.last_column, merge.last_row) ||
        sheet_.merges.size() == kSheetMaxMerges) {
      return Stop(Refused("the workbook is damaged: it has merged cells " + Quoted(area)));
    }
    sheet_.merges.push_back(merge);
  }

  const Book& book_;
  Sheet& sheet_;
  int64_t row_ = 0;
  bool hidden_ = false;
  int column_ = -1;
  StoredCell cell_;
  std::string* into_ = nullptr;  // what the text under way belongs to
  bool spoken_ = false;
  size_t cells_ = 0;
  size_t bytes_ = 0;
};

}  // namespace

absl::StatusOr<Sheet> ReadSheet(Archive& archive, const Book& book, const std::string& part) {
  Sheet sheet;
  SheetReader reader(book, sheet);
  if (const auto status = ReadXml(archive, part, reader); !status.ok()) return status;
  return sheet;
}

std::string LetterOf(int column) {
  std::string letters;
  for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
    letters.insert(letters.begin(), static_cast<char>('A' + rest % 26));
  }
  return letters;
}

bool ParsePlace(std::string_view text, int& column, int64_t& row) {
  int letters = 0;
  size_t at = 0;
  for (; at < text.size() && absl::ascii_isupper(text[at]) && letters <= kSheetMaxColumns; ++at) {
    letters = letters * 26 + (text[at] - 'A' + 1);
  }
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + at, end, row);
  column = letters - 1;
  return letters > 0 && letters <= kSheetMaxColumns && error == std::errc() && stop == end &&
         row > 0 && row <= kSheetMaxRows;
}

}  // namespace sheaf::cli
