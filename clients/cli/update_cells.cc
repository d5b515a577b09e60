#include "clients/cli/update_cells.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "absl/strings/str_replace.h"
#include "clients/cli/cells.h"
#include "proto/values/number.h"

namespace sheaf::cli {
namespace {

std::string ValueText(const v1::Update& update) {
  return update.has_progress() ? FormatNumber(update.progress().value()) : "";
}

std::string EvidenceText(const v1::Update& update) {
  std::string text;
  for (const v1::Evidence& evidence : update.evidence()) {
    text += (text.empty() ? "" : "; ") + evidence.title();
    if (!evidence.uri().empty()) text += "|" + evidence.uri();
  }
  return text;
}

// As every program writes it: no blanks around it, and lines that end with LF.
std::string Plain(const std::string& text) {
  return absl::StrReplaceAll(std::string(Trimmed(text)), {{"\r\n", "\n"}, {"\r", "\n"}});
}

bool IsPartOf(std::string_view column, std::initializer_list<std::string_view> columns) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

void TakeText(const std::string& column, const v1::Update& row, v1::Update& update) {
  if (column == "member_state") update.set_member_state(row.member_state());
  if (column == "reported_status") update.set_reported_status(row.reported_status());
  if (column == "effective_date") update.set_effective_date(row.effective_date());
  if (column == "reporting_period") update.set_reporting_period(row.reporting_period());
  if (column == "narrative") update.set_narrative(row.narrative());
  if (column == "challenges") update.set_challenges(row.challenges());
  if (column == "recommendations") update.set_recommendations(row.recommendations());
  if (column == "risk") update.set_risk(row.risk());
  if (column == "mitigation") update.set_mitigation(row.mitigation());
  if (column == "next_steps") update.set_next_steps(row.next_steps());
  if (column == "note") update.set_note(row.note());
  if (column == "source_line") update.set_source_ref(row.source_ref());
}

void TakeDecision(const std::string& column, const v1::Update& row, v1::Update& update) {
  v1::Decision decision = update.decision();
  if (column == "decision_body") decision.set_body(row.decision().body());
  if (column == "meeting") decision.set_meeting(row.decision().meeting());
  if (column == "decision_date") decision.set_date(row.decision().date());
  if (column == "decision_verb") decision.set_verb(row.decision().verb());
  if (decision.ByteSizeLong() > 0) {
    *update.mutable_decision() = decision;
  } else {
    update.clear_decision();
  }
}

void TakeProgress(const std::string& column, const v1::Update& row, v1::Update& update) {
  if (!row.has_progress()) return update.clear_progress();
  if (column == "value") update.mutable_progress()->set_value(row.progress().value());
  if (column == "unit") update.mutable_progress()->set_unit(row.progress().unit());
}

void TakeAttribute(const std::string& column, const v1::Update& row, v1::Update& update) {
  const auto found = row.attributes().find(column);
  if (found == row.attributes().end()) {
    update.mutable_attributes()->erase(column);
  } else {
    (*update.mutable_attributes())[column] = found->second;
  }
}

void Take(const std::string& column, const v1::Update& row, v1::Update& update) {
  if (IsPartOf(column, {"value", "unit"})) {
    TakeProgress(column, row, update);
  } else if (IsPartOf(column, {"decision_body", "meeting", "decision_date", "decision_verb"})) {
    TakeDecision(column, row, update);
  } else if (column == "evidence") {
    *update.mutable_evidence() = row.evidence();
  } else if (IsPartOf(column, {"member_state", "reported_status", "effective_date",
                               "reporting_period", "narrative", "challenges", "recommendations",
                               "risk", "mitigation", "next_steps", "note", "source_line"})) {
    TakeText(column, row, update);
  } else {
    TakeAttribute(column, row, update);
  }
}

}  // namespace

std::vector<UpdateCell> CellsOf(const v1::Update& update) {
  std::vector<UpdateCell> cells = {{"member_state", update.member_state()},
                                   {"reported_status", update.reported_status()},
                                   {"effective_date", update.effective_date()},
                                   {"reporting_period", update.reporting_period()},
                                   {"value", ValueText(update)},
                                   {"unit", update.progress().unit()},
                                   {"narrative", update.narrative()},
                                   {"challenges", update.challenges()},
                                   {"recommendations", update.recommendations()},
                                   {"risk", update.risk()},
                                   {"mitigation", update.mitigation()},
                                   {"next_steps", update.next_steps()},
                                   {"evidence", EvidenceText(update)},
                                   {"decision_body", update.decision().body()},
                                   {"meeting", update.decision().meeting()},
                                   {"decision_date", update.decision().date()},
                                   {"decision_verb", update.decision().verb()},
                                   {"note", update.note()},
                                   {"source_line", update.source_ref()}};
  const std::map<std::string, std::string> attributes(update.attributes().begin(),
                                                      update.attributes().end());
  cells.insert(cells.end(), attributes.begin(), attributes.end());
  return cells;
}

std::vector<CellChange> ChangesBetween(const v1::Update& before, const v1::Update& after,
                                       const std::vector<std::string>& columns) {
  std::map<std::string, CellChange> changes;
  for (const auto& [column, text] : CellsOf(before)) {
    changes[column] = {column, Plain(text), ""};
  }
  for (const auto& [column, text] : CellsOf(after)) {
    changes[column].column = column;
    changes[column].after = Plain(text);
  }
  std::vector<CellChange> differing;
  for (const std::string& column : columns) {
    const auto change = changes.find(column);
    if (change == changes.end() || change->second.before == change->second.after) continue;
    differing.push_back(change->second);
  }
  return differing;
}

v1::Update Changed(const v1::Update& held, const v1::Update& row,
                   const std::vector<CellChange>& changes) {
  v1::Update update = held;
  for (const CellChange& change : changes) Take(change.column, row, update);
  return update;
}

}  // namespace sheaf::cli
