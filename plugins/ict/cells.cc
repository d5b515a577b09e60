#include "plugins/ict/cells.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "plugins/ict/proponent.h"

namespace sheaf::ict {

using layout::TableLayout;
using plugin::Facts;
using plugin::LineView;
using plugin::UpdateView;
using sheaf::v1::Cell;

namespace {

// With the body that leads the line itself, if it names one: somebody to ask.
std::string NotStated(const LineView& line) {
  if (line.lead_body.empty()) return "not stated";
  return absl::StrCat("not stated; led by ", std::string(line.lead_body));
}

}  // namespace

Cell LineCell(const Facts& facts, int row) {
  const LineView& line = facts.Line(row);
  return layout::From(layout::Text(Facts::Label(line)), line.name);
}

Cell ProponentCell(const Facts& facts, int row, TableLayout* table) {
  const Proponent proponent = ProponentOf(facts, row);
  const Cell cell = layout::Text(proponent.names);
  switch (proponent.source) {
    case ProponentSource::kNotStated:
      return layout::WithTone(layout::Text(NotStated(facts.Line(row))), sheaf::v1::MUTED);
    case ProponentSource::kStated:
      return cell;
    case ProponentSource::kLeadMember:
      return layout::WithNote(
          cell, table->Note("No proponent is stated; this is the lead body, a member state."));
    case ProponentSource::kOfLineAbove:
      return layout::WithNote(layout::WithTone(cell, sheaf::v1::MUTED),
                              table->Note("Not stated for the line; that of the line above it."));
  }
  return cell;
}

Cell WordCell(const Facts& facts, const std::optional<UpdateView>& update) {
  if (!update) return layout::Missing(sheaf::v1::NOT_REPORTED);
  const std::string_view where = update->meeting.empty() ? update->body : update->meeting;
  std::string text = facts.Say(*update);
  if (!where.empty()) absl::StrAppend(&text, ", ", std::string(where));
  if (!update->member_state.empty()) {
    absl::StrAppend(&text, " (", std::string(update->member_state), ")");
  }
  return layout::From(layout::Text(text), update->name);
}

Cell AgeCell(const Facts& facts, const std::optional<UpdateView>& update, TableLayout* table) {
  if (!update) return layout::Missing(sheaf::v1::NOT_REPORTED);
  const std::optional<int> age = facts.AgeInMonths(update->effective_date);
  if (age) return layout::Count(*age);
  return layout::WithNote(layout::Missing(sheaf::v1::NOT_AVAILABLE),
                          table->Note("No word on the line states a date."));
}

Cell StandingCell(const Facts& facts, const Link& link) {
  if (link.ending != Ending::kNone) {
    return layout::WithTone(layout::Text(TitleOf(link.ending)), sheaf::v1::CAUTION);
  }
  if (!IsOnChain(facts, link.row)) {
    return layout::WithTone(layout::Text("Not on the chain"), sheaf::v1::MUTED);
  }
  const Cell cell = layout::Text(TitleOf(link.standing));
  if (link.standing == Standing::kDecidedByMinisters) {
    return layout::WithTone(cell, sheaf::v1::GOOD);
  }
  return WaitsForMinisters(link) ? layout::WithTone(cell, sheaf::v1::CAUTION) : cell;
}

}  // namespace sheaf::ict
