#include "clients/cli/update_workbook.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "clients/cli/message_text.h"
#include "clients/cli/utf8.h"
#include "clients/cli/workbook/sheet.h"
#include "clients/cli/workbook_columns.h"
#include "clients/cli/workbook_styles.h"
#include "proto/values/number.h"

namespace sheaf::cli {
namespace {

using Kind = WorkbookColumn::Kind;

constexpr char kUpdates[] = "Updates";
constexpr char kNotes[] = "How to fill in";
constexpr char kWords[] = "Words";
// Rows of the sheets, from 0.
constexpr lxw_row_t kHeadRow = 3;
constexpr lxw_row_t kNameRow = 4;
constexpr lxw_row_t kFirstRow = 5;
constexpr lxw_row_t kFirstWord = 4;
constexpr size_t kMostDigits = 15;
// In points.
constexpr double kLineHeight = 14;
// A column is as wide as so many digits; letters are narrower.
constexpr double kLettersADigit = 1.15;
constexpr size_t kMostLines = 8;
constexpr double kTitleHeight = 24;
constexpr double kWhyWidth = 64;
constexpr double kHowToWidth = 76;
// Rows without a line below the others, for what is added.
constexpr lxw_row_t kSpareRows = 50;
constexpr char kWhere[] =
    " White cells are yours to fill in; the sheet \"How to fill in\" says how, the sheet \"Words\" "
    "what each word means.";

lxw_col_t ColumnAt(size_t index) { return static_cast<lxw_col_t>(index); }
lxw_row_t RowAt(size_t index) { return static_cast<lxw_row_t>(index); }

// How many lines a text takes in a column of that width, and how high its row is then, in points.
// Set for every row with long texts, since not every program finds heights by itself.
size_t LinesIn(const std::string& text, double width) {
  return static_cast<size_t>(static_cast<double>(DisplayWidth(text)) / (kLettersADigit * width)) +
         1 + static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
}
double HeightOf(size_t lines) { return kLineHeight * static_cast<double>(lines) + 4; }

// What a status word does to its line, for people.
std::string MeaningOf(const v1::StatusDefinition& status) {
  if (status.effect() == v1::EVENT) return "an event; the state of the line stays";
  if (status.effect() == v1::EXPECTATION) return "an expected date, not a fact";
  std::string state = WordOf(status.state());
  std::replace(state.begin(), state.end(), '_', ' ');
  return state;
}

// The lists of the sheet Words, one beside the other, and where each stands.
class WordsSheet {
 public:
  WordsSheet(lxw_workbook* book, WorkbookStyles& styles, const WorkbookWords& words)
      : sheet_(workbook_add_worksheet(book, kWords)), styles_(styles), words_(words) {}

  void Write() {
    Write(0, 0, "Words", styles_.Title());
    Write(1, 0, "The lists of the sheet Updates take their words from here.", styles_.Subtitle());
    WriteStatuses();
    WriteStates();
    const double widths[] = {26, 30, 30, kWhyWidth, 4, 12, 30};
    for (size_t i = 0; i < std::size(widths); ++i) {
      worksheet_set_column(sheet_, ColumnAt(i), ColumnAt(i), widths[i], nullptr);
    }
    worksheet_set_row(sheet_, 0, kTitleHeight, nullptr);
    worksheet_freeze_panes(sheet_, kFirstWord, 0);
    worksheet_repeat_rows(sheet_, kFirstWord - 1, kFirstWord - 1);
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_protect(sheet_, nullptr, nullptr);
  }

  // "=Words!$A$5:$A$60"; empty for a list without words.
  std::string ListOf(Kind kind) const {
    if (kind == Kind::kStatus) return Range("A", words_.statuses.size());
    return kind == Kind::kMemberState ? Range("F", words_.member_states.size()) : "";
  }

 private:
  static std::string Range(const std::string& letter, size_t count) {
    if (count == 0) return "";
    return std::string("=") + kWords + "!$" + letter + "$" + std::to_string(kFirstWord + 1) + ":$" +
           letter + "$" + std::to_string(kFirstWord + count);
  }

  void Write(lxw_row_t row, size_t column, const std::string& text, lxw_format* format) {
    worksheet_write_string(sheet_, row, ColumnAt(column), WorkbookText(text).c_str(), format);
  }

  void WriteStatuses() {
    const char* const heads[] = {"word", "in full", "what it says of the line", "why"};
    for (size_t i = 0; i < std::size(heads); ++i)
      Write(kFirstWord - 1, i, heads[i], styles_.Head());
    for (size_t i = 0; i < words_.statuses.size(); ++i) {
      const v1::StatusDefinition& status = words_.statuses[i];
      const lxw_row_t row = kFirstWord + RowAt(i);
      Write(row, 0, status.word(), styles_.Code());
      Write(row, 1, status.title(), styles_.Paragraph());
      Write(row, 2, MeaningOf(status), styles_.Paragraph());
      Write(row, 3, status.reason(), styles_.Paragraph());
      worksheet_set_row(sheet_, row, HeightOf(LinesIn(status.reason(), kWhyWidth)), nullptr);
    }
  }

  void WriteStates() {
    Write(kFirstWord - 1, 5, "code", styles_.Head());
    Write(kFirstWord - 1, 6, "member state", styles_.Head());
    for (size_t i = 0; i < words_.member_states.size(); ++i) {
      Write(kFirstWord + RowAt(i), 5, words_.member_states[i].first, styles_.Code());
      Write(kFirstWord + RowAt(i), 6, words_.member_states[i].second, styles_.Paragraph());
    }
  }

  lxw_worksheet* const sheet_;
  WorkbookStyles& styles_;
  const WorkbookWords& words_;
};

void WriteNotes(lxw_workbook* book, WorkbookStyles& styles, const WorkbookWords& words) {
  lxw_worksheet* const sheet = workbook_add_worksheet(book, kNotes);
  worksheet_set_column(sheet, 0, 0, kHowToWidth, nullptr);
  worksheet_set_row(sheet, 0, kTitleHeight, nullptr);
  worksheet_write_string(sheet, 0, 0, kNotes, styles.Title());
  worksheet_write_string(sheet, 1, 0, WorkbookText(words.title).c_str(), styles.Subtitle());
  lxw_row_t row = 3;
  for (const auto& [heading, paragraph] : words.how_to) {
    worksheet_write_string(sheet, row, 0, WorkbookText(heading).c_str(), styles.Heading());
    worksheet_write_string(sheet, row + 1, 0, WorkbookText(paragraph).c_str(), styles.Paragraph());
    worksheet_set_row(sheet, row + 1, HeightOf(LinesIn(paragraph, kHowToWidth)), nullptr);
    row += 3;
  }
  worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
  worksheet_set_portrait(sheet);
  worksheet_set_paper(sheet, 9);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_protect(sheet, nullptr, nullptr);
}

// Writes the sheet Updates.
class UpdatesSheet {
 public:
  UpdatesSheet(lxw_worksheet* sheet, WorkbookStyles& styles, const WordsSheet& lists,
               const UpdateForm& form, const WorkbookWords& words)
      : sheet_(sheet), styles_(styles), lists_(lists), form_(form), words_(words) {
    for (const std::string& name : form.columns) {
      columns_.push_back(WorkbookColumnOf(name, words.attributes));
      WorkbookColumn& column = columns_.back();
      if (column.kind == Kind::kMemberState && !form.takes_more) column.kind = Kind::kAbout;
    }
  }

  absl::Status Write() {
    WriteHead();
    for (size_t i = 0; i < form_.rows.size(); ++i) WriteRow(i);
    for (lxw_row_t row = FirstSpareRow(); row <= LastRow(); ++row) WriteSpareRow(row);
    for (size_t i = 0; i < columns_.size(); ++i) Check(i);
    LayOut();
    return status_;
  }

 private:
  static bool IsClosed(const WorkbookColumn& column) {
    return column.kind == Kind::kAbout || column.kind == Kind::kLongAbout;
  }
  static bool IsLong(const WorkbookColumn& column) {
    return column.kind == Kind::kLongText || column.kind == Kind::kLongAbout;
  }

  lxw_row_t FirstSpareRow() const { return kFirstRow + RowAt(form_.rows.size()); }
  lxw_row_t LastRow() const { return FirstSpareRow() + (form_.takes_more ? kSpareRows : 0) - 1; }

  void WriteText(lxw_row_t row, size_t column, const std::string& text, lxw_format* format) {
    const lxw_error error =
        worksheet_write_string(sheet_, row, ColumnAt(column), WorkbookText(text).c_str(), format);
    if (error == LXW_NO_ERROR) return;
    status_ = absl::FailedPreconditionError("the " + columns_[column].name + " of row " +
                                            std::to_string(row + 1) +
                                            " does not fit into a cell of a workbook; use --csv");
  }

  void WriteHead() {
    worksheet_write_string(sheet_, 0, 0, WorkbookText(words_.title).c_str(), styles_.Title());
    worksheet_write_string(sheet_, 1, 0, WorkbookText(words_.subtitle + kWhere).c_str(),
                           styles_.Subtitle());
    worksheet_set_row(sheet_, 0, kTitleHeight, nullptr);
    worksheet_set_row(sheet_, kHeadRow, 30, nullptr);
    for (size_t i = 0; i < columns_.size(); ++i) {
      worksheet_set_column(sheet_, ColumnAt(i), ColumnAt(i), columns_[i].width, nullptr);
      WriteText(kHeadRow, i, columns_[i].title, styles_.Head());
      WriteText(kNameRow, i, columns_[i].name, styles_.Name());
    }
  }

  void WriteRow(size_t index) {
    const FormRow& row = form_.rows[index];
    for (size_t i = 0; i < columns_.size(); ++i) {
      const bool about = IsClosed(columns_[i]) || row.is_heading;
      const bool wrapped = IsLong(columns_[i]) && !row.is_heading;
      lxw_format* const format =
          about ? styles_.About(row.is_heading, wrapped, DepthOf(row, i)) : OpenFormat(i);
      WriteCell(kFirstRow + RowAt(index), i, row.cells[i], format);
    }
    SetHeight(index);
  }

  // High enough for its longest text, up to a limit.
  void SetHeight(size_t index) {
    const FormRow& row = form_.rows[index];
    size_t lines = 1;
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (IsLong(columns_[i]) && !row.is_heading) lines = std::max(lines, LinesOf(row, i));
    }
    worksheet_set_row(sheet_, kFirstRow + RowAt(index), HeightOf(std::min(lines, kMostLines)),
                      nullptr);
  }

  int DepthOf(const FormRow& row, size_t column) const {
    return columns_[column].name == "line_title" ? row.depth : 0;
  }

  size_t LinesOf(const FormRow& row, size_t column) const {
    const double indent = 2.0 * DepthOf(row, column);
    return LinesIn(row.cells[column], std::max(columns_[column].width - indent, 8.0));
  }

  void WriteCell(lxw_row_t row, size_t column, const std::string& text, lxw_format* format) {
    if (text.empty()) {
      worksheet_write_blank(sheet_, row, ColumnAt(column), format);
    } else if (columns_[column].kind == Kind::kNumber && FitsWorkbookNumber(text)) {
      worksheet_write_number(sheet_, row, ColumnAt(column), *ParseNumber(text), format);
    } else {
      WriteText(row, column, text, format);
    }
  }

  lxw_format* OpenFormat(size_t column) {
    return styles_.Open(columns_[column].kind == Kind::kNumber,
                        columns_[column].kind == Kind::kLongText);
  }

  // Open in all but what only the server can say.
  void WriteSpareRow(lxw_row_t row) {
    for (size_t i = 0; i < columns_.size(); ++i) {
      const std::string& name = columns_[i].name;
      const bool open = !IsClosed(columns_[i]) || name == "plan" || name == "line_code";
      worksheet_write_blank(sheet_, row, ColumnAt(i),
                            open ? OpenFormat(i) : styles_.About(false, false, 0));
    }
  }

  // What is said of a cell that is filled in, and what it may be.
  void Check(size_t column) {
    const WorkbookColumn& what = columns_[column];
    if (what.name == "line_code") return OfferLines(column);
    lxw_data_validation check = {};
    std::string source = lists_.ListOf(what.kind);
    std::vector<std::string> words = what.choices;
    std::vector<char*> choices;
    for (std::string& word : words) choices.push_back(word.data());
    choices.push_back(nullptr);
    check.validate = LXW_VALIDATION_TYPE_ANY;
    if (!source.empty()) {
      check.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
      check.value_formula = source.data();
    } else if (!words.empty()) {
      check.validate = LXW_VALIDATION_TYPE_LIST;
      check.value_list = choices.data();
    } else if (what.kind == Kind::kNumber) {
      check.validate = LXW_VALIDATION_TYPE_DECIMAL;
      check.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      check.minimum_number = -1e15;
      check.maximum_number = 1e15;
    } else if (what.kind == Kind::kDate) {
      source = DateRule(LetterOf(static_cast<int>(column)) + std::to_string(kFirstRow + 1));
      check.validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA;
      check.value_formula = source.data();
    }
    Apply(column, kFirstRow, check);
  }

  // A date that is typed in another form would be refused later; here it can still be mended.
  static std::string DateRule(const std::string& cell) {
    return "=OR(AND(LEN(" + cell + ")=4,ISNUMBER(VALUE(" + cell + "))),AND(LEN(" + cell +
           ")=7,MID(" + cell + ",5,1)=\"-\",ISNUMBER(DATEVALUE(" + cell + "&\"-01\"))),AND(LEN(" +
           cell + ")=10,MID(" + cell + ",5,1)=\"-\",ISNUMBER(DATEVALUE(" + cell + "))))";
  }

  void OfferLines(size_t column) {
    if (form_.rows.empty() || !form_.takes_more) return;
    const std::string letter = LetterOf(static_cast<int>(column));
    std::string lines = "=$" + letter + "$" + std::to_string(kFirstRow + 1) + ":$" + letter + "$" +
                        std::to_string(kFirstRow + form_.rows.size());
    lxw_data_validation check = {};
    check.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    check.value_formula = lines.data();
    Apply(column, FirstSpareRow(), check);
  }

  void Apply(size_t column, lxw_row_t first, lxw_data_validation& check) {
    std::string title = columns_[column].title;
    std::string hint = columns_[column].hint;
    if (check.validate == LXW_VALIDATION_TYPE_ANY && hint.empty()) return;
    // It warns and does not stop: what is pushed is checked once more, with a sentence.
    std::string wrong = "This is not what the column takes. " + hint.substr(0, 200);
    check.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    check.error_title = title.data();
    check.error_message = wrong.data();
    if (!hint.empty()) check.input_title = title.data();
    if (!hint.empty()) check.input_message = hint.data();
    worksheet_data_validation_range(sheet_, first, ColumnAt(column), LastRow(), ColumnAt(column),
                                    &check);
  }

  void LayOut() {
    // Codes and titles stay in view.
    worksheet_freeze_panes(sheet_, kFirstRow, 3);
    worksheet_autofilter(sheet_, kNameRow, 0, LastRow(), ColumnAt(columns_.size() - 1));
    worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 8);  // A3
    worksheet_repeat_rows(sheet_, kHeadRow, kNameRow);
    worksheet_fit_to_pages(sheet_, 1, 0);
    // Without a password: it keeps from mistakes, not from intent.
    lxw_protection allowed = {};
    allowed.format_cells = LXW_TRUE;
    allowed.format_columns = LXW_TRUE;
    allowed.format_rows = LXW_TRUE;
    allowed.autofilter = LXW_TRUE;
    worksheet_protect(sheet_, nullptr, &allowed);
  }

  lxw_worksheet* const sheet_;
  WorkbookStyles& styles_;
  const WordsSheet& lists_;
  const UpdateForm& form_;
  const WorkbookWords& words_;
  std::vector<WorkbookColumn> columns_;
  absl::Status status_;
};

bool IsHex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

}  // namespace

std::string WorkbookText(const std::string& text) {
  constexpr size_t kEscape = 7;  // _x0041_
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i, kEscape);
    const bool escape = rest.size() == kEscape && rest.starts_with("_x") && rest.back() == '_' &&
                        std::all_of(rest.begin() + 2, rest.end() - 1, IsHex);
    if (escape) plain += "_x005F";
    plain += text[i];
  }
  return plain;
}

bool FitsWorkbookNumber(const std::string& text) {
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
  });
  const auto number = ParseNumber(text);
  return static_cast<size_t>(digits) <= kMostDigits && number && FormatNumber(*number) == text;
}

absl::Status WriteUpdateWorkbook(const UpdateForm& form, const WorkbookWords& words,
                                 const std::string& path) {
  lxw_workbook* const book = workbook_new(path.c_str());
  if (book == nullptr) return absl::FailedPreconditionError("no memory is left for the workbook");
  WorkbookStyles styles(book);
  lxw_worksheet* const updates = workbook_add_worksheet(book, kUpdates);
  WriteNotes(book, styles, words);
  WordsSheet lists(book, styles, words);
  lists.Write();
  const absl::Status written = UpdatesSheet(updates, styles, lists, form, words).Write();
  worksheet_activate(updates);
  const lxw_error error = workbook_close(book);
  if (!written.ok()) return written;
  if (error == LXW_NO_ERROR) return absl::OkStatus();
  return absl::FailedPreconditionError(path + ": the workbook could not be written (" +
                                       lxw_strerror(error) + ")");
}

}  // namespace sheaf::cli
