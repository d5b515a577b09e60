#include "clients/cli/workbook_columns.h"

#include <algorithm>
#include <utility>

namespace sheaf::cli {
namespace {

using Kind = WorkbookColumn::Kind;

constexpr double kNarrow = 11;
constexpr double kUsual = 15;
constexpr double kWide = 42;
constexpr char kDateHint[] =
    "As precisely as you know it: 2025, 2025-06 or 2025-06-20. A date in another form is refused.";

const std::vector<WorkbookColumn>& KnownColumns() {
  static const std::vector<WorkbookColumn> columns = {
      {"plan", "Plan", Kind::kAbout, kNarrow},
      {"line_code", "Line", Kind::kAbout, kUsual},
      {"line_title", "Title", Kind::kLongAbout, kWide},
      {"line_level", "Level", Kind::kAbout, 18},
      {"member_state", "For", Kind::kMemberState, kNarrow,
       "The member state that the row speaks for; empty for the region as a whole."},
      {"reported_status", "Status", Kind::kStatus, 22,
       "One of the sector's words; the sheet Words says what each means."},
      {"effective_date", "Date of the fact", Kind::kDate, kUsual, kDateHint},
      {"change",
       "Add or replace?",
       Kind::kChange,
       kUsual,
       "Only where you change a row that shows an update. add: what you write is a further update, "
       "and the one before stays. replace: it corrects that one. A row left as it is needs "
       "nothing.",
       {"add", "replace"}},
      {"reporting_period", "Period", Kind::kText, kNarrow, "2025, 2025-H1, 2025-Q2 or 2025-06."},
      {"value", "Number", Kind::kNumber, kNarrow,
       "A number that goes with the status, without thousands separators. It needs a unit."},
      {"unit", "of what", Kind::kText, 20, "What the number counts: member states ratified."},
      {"narrative", "Progress", Kind::kLongText, kWide},
      {"challenges", "Challenges", Kind::kLongText, kWide},
      {"recommendations", "Recommendations", Kind::kLongText, kWide},
      {"risk", "Risk", Kind::kLongText, kWide},
      {"mitigation", "Mitigation", Kind::kLongText, kWide},
      {"next_steps", "Next steps", Kind::kLongText, kWide},
      {"evidence", "Evidence", Kind::kLongText, kWide,
       "What shows it: title|address. Several with a semicolon between: Report|https://...; "
       "Minutes"},
      {"decision_body", "Decided by", Kind::kText, kUsual, "The body: AMEM."},
      {"meeting", "Meeting", Kind::kText, kUsual, "AMEM-38"},
      {"decision_date", "Decided on", Kind::kDate, kUsual, kDateHint},
      {"decision_verb", "Decision", Kind::kText, kUsual,
       "The verb: noted, endorsed, adopted, approved, signed, launched."},
      {"note", "Remark", Kind::kLongText, kWide,
       "A remark on the entry itself, such as a doubt about the date."},
      {"source_line", "Place in the source", Kind::kText, kUsual},
      {"update", "Update shown", Kind::kAbout, 24},
      {"etag", "Its version", Kind::kAbout, kNarrow},
      {"due_state", "Where it stands", Kind::kAbout, kUsual},
      {"due_returned_reason", "Why it was sent back", Kind::kLongAbout, 30},
      {"due_date", "Answer by", Kind::kAbout, kNarrow},
      {"due_lead_body", "In charge", Kind::kAbout, kUsual},
      {"due_round", "Round", Kind::kAbout, kUsual},
      {"due_update", "Answer given", Kind::kAbout, 56}};
  return columns;
}

std::string HintOf(const v1::AttributeDefinition& attribute) {
  if (attribute.type() == v1::DATE) return kDateHint;
  return attribute.unit().empty() ? "" : "In " + attribute.unit() + ".";
}

WorkbookColumn AttributeColumn(const v1::AttributeDefinition& attribute) {
  WorkbookColumn column{attribute.id(), attribute.title(), Kind::kText, 20, HintOf(attribute)};
  if (attribute.type() == v1::NUMBER) column.kind = Kind::kNumber;
  if (attribute.type() == v1::DATE) column.kind = Kind::kDate;
  if (attribute.type() == v1::CHOICE) {
    column.kind = Kind::kChoice;
    column.choices.assign(attribute.choices().begin(), attribute.choices().end());
  }
  return column;
}

}  // namespace

WorkbookColumn WorkbookColumnOf(const std::string& name,
                                const std::vector<v1::AttributeDefinition>& attributes) {
  for (const WorkbookColumn& known : KnownColumns()) {
    if (known.name == name) return known;
  }
  for (const v1::AttributeDefinition& attribute : attributes) {
    if (attribute.id() == name) return AttributeColumn(attribute);
  }
  return {name, name, Kind::kText, kUsual};
}

}  // namespace sheaf::cli
