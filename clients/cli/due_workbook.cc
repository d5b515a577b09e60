#include "clients/cli/due_workbook.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace sheaf::cli {
namespace {

constexpr char kAnswers[] = "Updates";
constexpr char kWords[] = "Words";
constexpr double kCodeWidth = 16;
constexpr double kTextWidth = 34;
constexpr double kLineHeight = 15;
constexpr double kLinesMax = 25;  // a row of Excel has at most 409 points
constexpr int kTextFormat = 49;   // "@": what looks like a date stays what was typed
constexpr lxw_color_t kOpen = 0xFFFBE6;
constexpr lxw_color_t kAsked = 0xF0F0F0;
constexpr lxw_color_t kHead = 0xD9E2EC;

struct Kind {
  const char* column;
  bool is_open;
  double width;
  const char* note;  // of its head; null for none
};

// Columns that are not here are what is asked, in its words.
constexpr std::array kKinds = {
    Kind{"reported_status", true, kCodeWidth, "One of the words of the list."},
    Kind{"effective_date", true, kCodeWidth,
         "The date that it is about, as precisely as you know it: 2024, 2024-05 or 2024-05-17."},
    Kind{"value", true, kCodeWidth, "A number that goes with the status, if there is one."},
    Kind{"unit", true, kCodeWidth, "What the number counts, such as: member states ratified."},
    Kind{"narrative", true, kTextWidth, nullptr},
    Kind{"challenges", true, kTextWidth, nullptr},
    Kind{"next_steps", true, kTextWidth, nullptr},
    Kind{"note", true, kTextWidth, "A remark on this entry itself."},
    Kind{"due_title", false, kTextWidth, nullptr},
    Kind{"due_returned_reason", false, kTextWidth, nullptr},
    Kind{"due_lead_body", false, kTextWidth, nullptr}};

Kind KindOf(std::string_view column) {
  const auto* const found = std::find_if(kKinds.begin(), kKinds.end(),
                                         [&](const Kind& kind) { return kind.column == column; });
  return found != kKinds.end() ? *found : Kind{"", false, kCodeWidth, nullptr};
}

lxw_col_t ColumnAt(size_t index) { return static_cast<lxw_col_t>(index); }
lxw_row_t RowAt(size_t index) { return static_cast<lxw_row_t>(index); }

// Writes one workbook. The library keeps and frees all that it gives out.
class Writer {
 public:
  Writer(lxw_workbook* book, const Table& form)
      : book_(book),
        form_(form),
        answers_(workbook_add_worksheet(book, kAnswers)),
        head_(Format(kHead, false)),
        asked_(Format(kAsked, false)),
        open_(Format(kOpen, true)) {
    format_set_bold(head_);
  }

  void Write(const std::vector<StatusWord>& words) {
    WriteWords(words);
    for (size_t row = 0; row < form_.size(); ++row) {
      worksheet_set_row(answers_, RowAt(row + 1), kLineHeight * LinesIn(row), nullptr);
    }
    for (size_t i = 0; i < form_.columns().size(); ++i) WriteColumn(i, words.size());
    worksheet_set_landscape(answers_);
    worksheet_fit_to_pages(answers_, 1, 0);
    worksheet_repeat_rows(answers_, 0, 0);
    worksheet_freeze_panes(answers_, 1, 2);
    worksheet_autofilter(answers_, 0, 0, RowAt(form_.size()), ColumnAt(form_.columns().size() - 1));
    // Without a password: it keeps from mistakes, not from intent.
    lxw_protection allowed = {};
    allowed.format_columns = LXW_TRUE;
    allowed.format_rows = LXW_TRUE;
    allowed.autofilter = LXW_TRUE;
    allowed.sort = LXW_TRUE;
    worksheet_protect(answers_, nullptr, &allowed);
    worksheet_activate(answers_);
  }

 private:
  lxw_format* Format(lxw_color_t color, bool is_open) {
    lxw_format* const format = workbook_add_format(book_);
    format_set_bg_color(format, color);
    format_set_border(format, LXW_BORDER_HAIR);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(format);
    format_set_num_format_index(format, kTextFormat);
    if (is_open) format_set_unlocked(format);
    return format;
  }

  // Lines of text in the tallest cell of the row: not every program finds heights by itself.
  double LinesIn(size_t row) const {
    double lines = 1;
    for (size_t i = 0; i < form_.columns().size(); ++i) {
      const double width = KindOf(form_.columns()[i].name).width;
      lines = std::max(lines, std::ceil(static_cast<double>(form_.rows()[row][i].size()) / width));
    }
    return std::min(lines, kLinesMax);
  }

  void WriteWords(const std::vector<StatusWord>& words) {
    lxw_worksheet* const sheet = workbook_add_worksheet(book_, kWords);
    worksheet_write_string(sheet, 0, 0, "word", head_);
    worksheet_write_string(sheet, 0, 1, "meaning", head_);
    for (size_t i = 0; i < words.size(); ++i) {
      worksheet_write_string(sheet, RowAt(i + 1), 0, words[i].first.c_str(), nullptr);
      worksheet_write_string(sheet, RowAt(i + 1), 1, words[i].second.c_str(), nullptr);
    }
    worksheet_set_column(sheet, 0, 1, kTextWidth, nullptr);
  }

  void WriteColumn(size_t index, size_t words) {
    const std::string& name = form_.columns()[index].name;
    const Kind kind = KindOf(name);
    const lxw_col_t column = ColumnAt(index);
    worksheet_set_column(answers_, column, column, kind.width, nullptr);
    worksheet_write_string(answers_, 0, column, name.c_str(), head_);
    if (kind.note != nullptr) worksheet_write_comment(answers_, 0, column, kind.note);
    for (size_t row = 0; row < form_.size(); ++row) {
      const std::string& cell = form_.rows()[row][index];
      lxw_format* const format = kind.is_open ? open_ : asked_;
      if (cell.empty()) {
        worksheet_write_blank(answers_, RowAt(row + 1), column, format);
      } else {
        worksheet_write_string(answers_, RowAt(row + 1), column, cell.c_str(), format);
      }
    }
    if (name == "reported_status" && words > 0 && form_.size() > 0) OfferWords(column, words);
  }

  void OfferWords(lxw_col_t column, size_t words) {
    std::string list = std::string("=") + kWords + "!$A$2:$A$" + std::to_string(words + 1);
    std::string title = "Not a word of this sector";
    std::string text = "Choose one of the list; the sheet Words says what each means.";
    lxw_data_validation validation = {};
    validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    validation.value_formula = list.data();
    validation.error_title = title.data();
    validation.error_message = text.data();
    worksheet_data_validation_range(answers_, 1, column, RowAt(form_.size()), column, &validation);
  }

  lxw_workbook* const book_;
  const Table& form_;
  lxw_worksheet* const answers_;
  lxw_format* const head_;
  lxw_format* const asked_;
  lxw_format* const open_;
};

}  // namespace

absl::Status WriteDueWorkbook(const std::vector<DueOfRound>& rounds,
                              const std::vector<StatusWord>& words, const std::string& path) {
  lxw_workbook* const book = workbook_new(path.c_str());
  if (book == nullptr) return absl::ResourceExhaustedError("no memory is left for the workbook");
  const Table form = FormOf(rounds);
  Writer(book, form).Write(words);
  const lxw_error error = workbook_close(book);
  if (error == LXW_NO_ERROR) return absl::OkStatus();
  return absl::FailedPreconditionError(path + ": the workbook could not be written (" +
                                       lxw_strerror(error) + ")");
}

}  // namespace sheaf::cli
