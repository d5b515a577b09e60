#include "clients/cli/push_preview.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sheaf::cli {
namespace {

constexpr std::array kColumns = {"outcome",   "grade",        "sheet",  "row",    "plan",
                                 "line_code", "member_state", "update", "letter", "column",
                                 "before",    "after",        "text"};
enum Place {
  kOutcome,
  kGrade,
  kSheet,
  kRow,
  kPlan,
  kLine,
  kState,
  kUpdate,
  kLetter,
  kColumn,
  kBefore,
  kAfter,
  kText,
};
using Line = std::vector<std::string>;

std::string IdOf(const std::string& name) { return name.substr(name.rfind('/') + 1); }

// Makes the lines of the table.
class Liner {
 public:
  Liner(const PushPreview& preview, bool for_people) : preview_(preview), for_people_(for_people) {}

  std::vector<Line> Lines() {
    for (const PreviewRow& row : preview_.rows) AddRow(row);
    if (!for_people_) {
      for (const PreviewRow& row : preview_.rows) AddNote(row);
      AddProblems(preview_.warnings, "warning");
      AddProblems(preview_.problems, "error");
    }
    return std::move(lines_);
  }

 private:
  void AddRow(const PreviewRow& row) {
    const RowOutcome outcome = row.judgement.outcome;
    // What is wrong with a row is told as a problem.
    if (for_people_ && (outcome == RowOutcome::kUnchanged || outcome == RowOutcome::kRefused)) {
      return;
    }
    if (outcome == RowOutcome::kChanged) {
      for (const CellChange& change : row.judgement.changes) AddChange(row, change);
    } else if (outcome == RowOutcome::kAdded) {
      AddChange(row, Addition(row));
    } else {
      lines_.push_back(Begin(row));
    }
  }

  // What is new is its word; where the row shows an update, against that one's.
  static CellChange Addition(const PreviewRow& row) {
    const v1::Update& update = row.judgement.update.update();
    CellChange change{"reported_status", "", update.reported_status()};
    for (const CellChange& cell : row.judgement.changes) {
      if (cell.column == change.column) change.before = cell.before;
    }
    if (!update.effective_date().empty()) change.after += " (" + update.effective_date() + ")";
    return change;
  }

  Line Begin(const PreviewRow& row) const {
    Line line(kColumns.size());
    line[kOutcome] = WordOf(row.judgement.outcome);
    line[kSheet] = preview_.problems.sheet();
    line[kRow] = std::to_string(row.number);
    line[kPlan] = row.plan;
    line[kLine] = row.judgement.update.line_code();
    line[kState] = row.judgement.update.update().member_state();
    if (for_people_ && line[kState].empty()) line[kState] = "region";
    line[kUpdate] = IdOf(row.judgement.update.update().name());
    return line;
  }

  void AddChange(const PreviewRow& row, const CellChange& change) {
    Line line = Begin(row);
    line[kLetter] = preview_.problems.LetterOf(change.column);
    line[kColumn] = change.column;
    line[kBefore] = change.before;
    line[kAfter] = change.after;
    lines_.push_back(std::move(line));
  }

  void AddNote(const PreviewRow& row) {
    if (row.judgement.note.empty()) return;
    Line line = Begin(row);
    line[kGrade] = "note";
    line[kText] = row.judgement.note;
    lines_.push_back(std::move(line));
  }

  void AddProblems(const FileProblems& problems, const char* grade) {
    for (const FileProblem& problem : problems.Sorted()) {
      Line line(kColumns.size());
      line[kGrade] = grade;
      line[kSheet] = problems.sheet();
      if (problem.row > 0) line[kRow] = std::to_string(problem.row);
      line[kLetter] = problems.LetterOf(problem.column);
      line[kColumn] = problem.column;
      line[kText] = problem.text;
      lines_.push_back(std::move(line));
    }
  }

  const PushPreview& preview_;
  const bool for_people_;
  std::vector<Line> lines_;
};

}  // namespace

size_t PushPreview::Count(RowOutcome outcome) const {
  return static_cast<size_t>(std::count_if(rows.begin(), rows.end(), [&](const PreviewRow& row) {
    return row.judgement.outcome == outcome;
  }));
}

Table TableOf(const PushPreview& preview, bool for_people) {
  std::vector<Column> columns;
  for (const char* name : kColumns) columns.push_back({name});
  columns[kOutcome].heading = "What";
  columns[kState].heading = "For";
  columns[kLine] = {"line_code", Column::kWhole, "Line"};
  columns[kUpdate].fit = Column::kCsvOnly;
  columns[kLetter].fit = Column::kCsvOnly;
  columns[kSheet].fit = Column::kCsvOnly;
  columns[kAfter].fit = Column::kCutLast;
  Table table(std::move(columns));
  for (Line& line : Liner(preview, for_people).Lines()) table.AddRow(std::move(line));
  return table;
}

google::protobuf::Struct MessageOf(const PushPreview& preview) {
  google::protobuf::Struct message;
  auto& fields = *message.mutable_fields();
  for (const RowOutcome outcome :
       {RowOutcome::kAdded, RowOutcome::kChanged, RowOutcome::kUnchanged, RowOutcome::kRefused}) {
    fields[WordOf(outcome)].set_number_value(static_cast<double>(preview.Count(outcome)));
  }
  auto& rows = *fields["rows"].mutable_list_value();
  for (const Line& line : Liner(preview, false).Lines()) {
    auto& row = *rows.add_values()->mutable_struct_value()->mutable_fields();
    for (size_t i = 0; i < line.size(); ++i) {
      if (!line[i].empty()) row[kColumns[i]].set_string_value(line[i]);
    }
    if (!line[kRow].empty()) row[kColumns[kRow]].set_number_value(std::stod(line[kRow]));
  }
  return message;
}

std::string SummaryOf(const PushPreview& preview) {
  std::string text;
  for (const RowOutcome outcome :
       {RowOutcome::kAdded, RowOutcome::kChanged, RowOutcome::kUnchanged, RowOutcome::kRefused}) {
    text +=
        (text.empty() ? "" : ", ") + std::to_string(preview.Count(outcome)) + " " + WordOf(outcome);
  }
  return text;
}

}  // namespace sheaf::cli
