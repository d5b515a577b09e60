#include <algorithm>

#include "clients/cli/cells.h"
#include "clients/cli/records_file.h"

namespace sheaf::cli {
namespace {

const FileShape kShape = {.required = {"line_code", "reported_status"},
                          .known = {"line_code",
                                    "member_state",
                                    "reported_status",
                                    "effective_date",
                                    "reporting_period",
                                    "value",
                                    "unit",
                                    "narrative",
                                    "challenges",
                                    "recommendations",
                                    "risk",
                                    "mitigation",
                                    "next_steps",
                                    "evidence",
                                    "decision_body",
                                    "meeting",
                                    "decision_date",
                                    "decision_verb",
                                    "note",
                                    "source_line",
                                    "plan",
                                    "update",
                                    "etag",
                                    "change"}};

const Words<RowChange> kChanges = {{"add", RowChange::kAdd}, {"replace", RowChange::kReplace}};

const FieldColumns kUpdateColumns = {{"name", "line_code"},
                                     {"progress", "value"},
                                     {"progress.unit", "unit"},
                                     {"evidence", "evidence"},
                                     {"decision", "decision_body"},
                                     {"decision.meeting", "meeting"},
                                     {"decision.date", "decision_date"},
                                     {"decision.verb", "decision_verb"},
                                     {"source_ref", "source_line"}};

void ReadProgress(Cells& cells, v1::Update& update) {
  const auto value = cells.Number("value");
  if (cells.IsBlank("value") && cells.IsBlank("unit")) return;
  if (cells.IsBlank("value")) cells.Refuse("value", "found nothing; a unit needs a value");
  if (cells.IsBlank("unit")) {
    cells.Refuse("unit", "found nothing; a value needs a unit, such as 'member states ratified'");
  }
  update.mutable_progress()->set_value(value.value_or(0));
  update.mutable_progress()->set_unit(cells.Text("unit"));
}

void ReadDecision(const Cells& cells, v1::Update& update) {
  v1::Decision decision;
  decision.set_body(cells.Text("decision_body"));
  decision.set_meeting(cells.Text("meeting"));
  decision.set_date(cells.Text("decision_date"));
  decision.set_verb(cells.Text("decision_verb"));
  if (decision.ByteSizeLong() > 0) *update.mutable_decision() = decision;
}

// "title|uri; title|uri"; the uri may be missing.
void ReadEvidence(Cells& cells, v1::Update& update) {
  for (const std::string& item : cells.List("evidence")) {
    v1::Evidence& evidence = *update.add_evidence();
    const std::string_view text = item;
    const size_t bar = std::min(text.find('|'), text.size());
    evidence.set_title(std::string(Trimmed(text.substr(0, bar))));
    evidence.set_uri(std::string(Trimmed(text.substr(std::min(bar + 1, text.size())))));
    if (evidence.title().empty()) {
      cells.Unexpected("evidence", "a title before each '|', as in 'Report 2024|https://...'");
    }
  }
}

void ReadTexts(const Cells& cells, v1::Update& update) {
  update.set_narrative(cells.Text("narrative"));
  update.set_challenges(cells.Text("challenges"));
  update.set_recommendations(cells.Text("recommendations"));
  update.set_risk(cells.Text("risk"));
  update.set_mitigation(cells.Text("mitigation"));
  update.set_next_steps(cells.Text("next_steps"));
  update.set_note(cells.Text("note"));
  update.set_source_ref(cells.Text("source_line"));
}

// Columns that say what a row is about; those of a form begin with "due_" (due_table.h).
bool SaysWhatIsAsked(std::string_view column) {
  return column.starts_with("due_") || column == "line_title" || column == "line_level";
}

// True where rows were written for somebody to fill in.
bool IsForm(const FileTable& table) {
  return std::any_of(table.columns.begin(), table.columns.end(), [](const std::string& column) {
    return column.starts_with("due_") || column == "update";
  });
}

v1::LineUpdate ReadUpdate(Cells& cells) {
  v1::LineUpdate line_update;
  line_update.set_line_code(cells.Required("line_code"));
  v1::Update& update = *line_update.mutable_update();
  update.set_member_state(cells.Text("member_state"));
  update.set_reported_status(cells.Required("reported_status"));
  update.set_effective_date(cells.Text("effective_date"));
  update.set_reporting_period(cells.Text("reporting_period"));
  ReadProgress(cells, update);
  ReadTexts(cells, update);
  ReadEvidence(cells, update);
  ReadDecision(cells, update);
  for (const std::string& column : cells.unknown()) {
    if (SaysWhatIsAsked(column) || cells.IsBlank(column)) continue;
    (*update.mutable_attributes())[column] = cells.Text(column);
  }
  return line_update;
}

// True of a row of a form in which nobody has filled anything in.
bool IsLeftBlank(const Cells& cells) {
  constexpr std::string_view kFilledInBefore[] = {"line_code", "member_state", "reporting_period",
                                                  "plan",      "update",       "etag"};
  const auto is_answer = [&](std::string_view column) {
    return !cells.IsBlank(column) &&
           std::find(std::begin(kFilledInBefore), std::end(kFilledInBefore), column) ==
               std::end(kFilledInBefore);
  };
  return std::none_of(kShape.known.begin(), kShape.known.end(), is_answer) &&
         std::none_of(cells.unknown().begin(), cells.unknown().end(),
                      [&](const std::string& column) {
                        return !SaysWhatIsAsked(column) && !cells.IsBlank(column);
                      });
}

RowIntent ReadIntent(Cells& cells) {
  return {cells.Text("plan"), cells.Text("update"), cells.Text("etag"),
          cells.Word("change", kChanges, RowChange::kNone)};
}

// Clearing a row is no way to take an update back: it would leave no reason.
void RefuseCleared(Cells& cells) {
  cells.Refuse("reported_status",
               "found nothing in a row that shows the update " + Quoted(cells.Text("update")) +
                   "; put back what it said, or delete the row, which leaves the update as it is "
                   "(to take it back: sheaf withdraw)");
}

// Reads one file.
class UpdateReader {
 public:
  UpdateReader(const FileTable& table, FileProblems& problems)
      : cells_(table, kShape.known, problems), problems_(problems), is_form_(IsForm(table)) {
    file_.columns = table.columns;
  }

  UpdateFile Read() {
    for (const std::string& column : cells_.unknown()) {
      if (SaysWhatIsAsked(column)) continue;
      file_.notes.push_back("column " + Quoted(column) + " is kept as an attribute of the updates");
    }
    cells_.ForEachRow([this] { ReadRow(); });
    SayWhatWasLeftOut();
    return std::move(file_);
  }

 private:
  void ReadRow() {
    if (is_form_ && IsLeftBlank(cells_)) {
      if (!cells_.IsBlank("update")) return RefuseCleared(cells_);
      ++blank_;
      return;
    }
    file_.records.push_back(ReadUpdate(cells_));
    file_.intents.push_back(ReadIntent(cells_));
    file_.lines.push_back(cells_.line());
  }

  void SayWhatWasLeftOut() {
    if (blank_ == 0) return;
    file_.notes.push_back(std::to_string(blank_) + (blank_ == 1 ? " row" : " rows") +
                          " without an answer left out");
    if (!file_.records.empty()) return;
    problems_.Add(0, "reported_status",
                  "found nothing in any row; fill in at least this and effective_date where you "
                  "have an answer");
  }

  Cells cells_;
  FileProblems& problems_;
  const bool is_form_;
  UpdateFile file_;
  size_t blank_ = 0;
};

}  // namespace

const FieldColumns& UpdateColumns() { return kUpdateColumns; }
const FileShape& UpdateShape() { return kShape; }

UpdateFile ReadUpdates(const FileTable& table, FileProblems& problems) {
  const size_t problems_before = problems.size();
  RequireColumns(table, kShape.required, problems);
  if (problems.size() > problems_before) return {};
  return UpdateReader(table, problems).Read();
}

}  // namespace sheaf::cli
