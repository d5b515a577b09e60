// Compliance monitoring: every line with the sector's own word, what it counts as, and the decision
// behind it.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "plugins/sdk/layout.h"
#include "server/reports/class_tables.h"
#include "server/reports/headline.h"
#include "server/reports/layouts.h"
#include "server/reports/line_cells.h"
#include "server/reports/shared_sections.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

// More rows than these the list of lines does not have, whatever the number of plans and of member
// states that report; all lines are counted.
constexpr int kMostRows = 3000;

// The last update of one speaker that set its state: by it a line, or a member state on it, stands
// where it does. Null where there is none.
const model::UpdateRow* DecidingUpdate(const std::vector<model::UpdateRow>& updates,
                                       model::TextId member_state, v1::InstrumentType instrument,
                                       StateRule* rule) {
  for (size_t i = updates.size(); i-- > 0;) {
    const model::UpdateRow& update = updates[i];
    if (update.member_state != member_state || !rule->HasPassed(update.effective_date)) continue;
    const Vocabulary::Meaning& meaning = rule->vocabulary().Of(update.status);
    if (meaning.effect == v1::EXPECTATION) continue;
    if (meaning.StateOn(instrument) != v1::CANONICAL_STATE_UNSPECIFIED) return &update;
  }
  return nullptr;
}

// Lists the lines of one plan.
class LineList {
 public:
  LineList(const Material& material, const PlanAssessment& plan, TableLayout* table)
      : material_(material),
        view_(*material.view),
        plan_(plan),
        rule_(view_, *plan.tree.rules, *material.membership, material.effective),
        table_(table) {}

  // The rows of the line: its own, and one for each member state that reported.
  int Add(int32_t row) {
    const model::LineRow& line = plan_.tree.lines[row];
    view_.UpdatesOf(line.id, &updates_);
    rule_.StateOf(line, updates_, &participation_);
    AddLine(row);
    for (const ParticipantState& participant : participation_.reported) {
      AddMemberState(row, participant);
    }
    return 1 + static_cast<int>(participation_.reported.size());
  }

 private:
  void AddLine(int32_t row) {
    const model::LineRow& line = plan_.tree.lines[row];
    const LineState& state = plan_.states[row];
    const bool silent = state.state == v1::CANONICAL_STATE_UNSPECIFIED;
    const model::UpdateRow* update =
        state.word == 0 ? nullptr : DecidingUpdate(updates_, 0, line.instrument_type, &rule_);
    table_->Row(
        {CodeCell(view_, plan_, row), layout::Text(view_.Text(line.title)),
         layout::Text(WordText(view_, plan_, state)),
         silent ? layout::Blank() : layout::Text(TitleOf(state.state)), ClassCell(plan_, row),
         DateCell(state.since), BodyCell(update), MeetingCell(update)},
        v1::ROW_ROLE_UNSPECIFIED, plan_.tree.DepthOf(row));
  }

  void AddMemberState(int32_t row, const ParticipantState& participant) {
    const model::LineRow& line = plan_.tree.lines[row];
    const model::UpdateRow* update =
        DecidingUpdate(updates_, participant.member_state, line.instrument_type, &rule_);
    const std::string title = material_.membership->TitleOf(view_.Text(participant.member_state));
    const std::string word =
        update == nullptr ? "" : WordTitle(*plan_.tree.rules, view_.Text(update->status));
    table_->Row({layout::Text(view_.Text(line.code)), layout::Text(title), layout::Text(word),
                 layout::Text(TitleOf(participant.state)),
                 layout::WithTone(layout::Text(TitleOf(HeadlineOf(participant.state))), v1::MUTED),
                 DateCell(participant.since), BodyCell(update), MeetingCell(update)},
                v1::ROW_ROLE_UNSPECIFIED, plan_.tree.DepthOf(row) + 1);
  }

  v1::Cell BodyCell(const model::UpdateRow* update) const {
    return update == nullptr ? layout::Blank() : layout::Text(view_.Text(update->body));
  }
  v1::Cell MeetingCell(const model::UpdateRow* update) const {
    return update == nullptr ? layout::Blank() : layout::Text(view_.Text(update->meeting));
  }

  const Material& material_;
  const model::View& view_;
  const PlanAssessment& plan_;
  StateRule rule_;
  TableLayout* table_;
  std::vector<model::UpdateRow> updates_;
  Participation participation_;
};

void AddSummary(const Material& material, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("summary", "At a glance", document->sector());
  AddClassFigures(material, layout::AddKeyFigures(section));
}

// Every state that a counted line is in, under its class, each class with its sum.
void AddStates(const Material& material, const Part& part, v1::Document* document) {
  std::map<std::pair<v1::HeadlineClass, v1::CanonicalState>, int64_t> lines;
  for (const PlanAssessment& plan : part.plans) {
    for (int32_t row = 0; row < plan.tree.size(); ++row) {
      if (plan.tree.Counts(row)) ++lines[{plan.states[row].headline, plan.states[row].state}];
    }
  }
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("states", "Lines by state", part.sector);
  TableLayout table(layout::AddTable(section, "Counted lines by class and state"));
  table.Column("state", "Class and state").NumberColumn("lines", "Lines");
  const Listing listing = Listing::Of(material);
  const ClassCounts& counts = material.totals.counts;
  for (const v1::HeadlineClass headline : kHeadlineClasses) {
    table.Row({layout::Text(TitleOf(headline)),
               listing.InClasses(layout::Count(counts.Of(headline)), {headline})});
    for (const auto& [state, count] : lines) {
      if (state.first != headline) continue;
      table.Row({layout::Text(TitleOf(state.second)), layout::Count(count)},
                v1::ROW_ROLE_UNSPECIFIED, 1);
    }
  }
  table.Row({layout::Text("Counted lines"), listing.Counted(layout::Count(counts.Counted()))},
            v1::TOTAL);
}

void AddBranchSection(const Material& material, const Part& part, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("branches", "Lines by branch of the plan", part.sector);
  for (const PlanAssessment& plan : part.plans) AddBranches(material, plan, section);
}

TableLayout MakeLineTable(const PlanAssessment& plan, v1::Section* section) {
  const std::string& title = plan.tree.plan.title;
  TableLayout table(layout::AddTable(section, title.empty() ? plan.tree.plan.id : title));
  table.Column("line", "Line").Column("title", "Title or member state");
  table.Column("word", "Reported as").Column("state", "State").Column("class", "Counts as");
  table.Column("since", "Since").Column("body", "Body").Column("meeting", "Meeting");
  return table;
}

// How much of the list there is room for, and how much was listed.
struct Room {
  int rows = kMostRows;
  int64_t listed = 0, lines = 0;
};

// Lists lines of `plan` in its order as long as there is room.
void AddPlan(const Material& material, const PlanAssessment& plan, Room* room,
             v1::Section* section) {
  room->lines += plan.tree.size();
  if (plan.tree.size() == 0) {
    layout::AddParagraph(section, "The plan '" + plan.tree.plan.id + "' has no line.");
    return;
  }
  if (room->rows <= 0) return;
  TableLayout table = MakeLineTable(plan, section);
  LineList list(material, plan, &table);
  for (int32_t row = 0; row < plan.tree.size() && room->rows > 0; ++row) {
    room->rows -= list.Add(row);
    ++room->listed;
  }
}

void AddLineSection(const Material& material, const Part& part, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("lines", "Every line", part.sector);
  layout::AddParagraph(section,
                       "Reported as is the sector's own word; below a line stands each member "
                       "state that reported on it. Body and meeting are of the update that "
                       "decided, where it names a decision.");
  Room room;
  for (const PlanAssessment& plan : part.plans) AddPlan(material, plan, &room, section);
  if (room.listed == room.lines) return;
  layout::AddParagraph(section, "The list ends after " + std::to_string(kMostRows) +
                                    " rows: " + std::to_string(room.listed) + " of " +
                                    std::to_string(room.lines) +
                                    " lines are listed, in the order of the plans. All are in the "
                                    "counts above.");
}

}  // namespace

absl::StatusOr<v1::Document> LayOutCompliance(const Material& material) {
  const Part& part = material.parts.front();
  v1::Document document = DocumentOf(part, "compliance", "compliance monitoring");
  AddSummary(material, &document);
  if (part.plans.empty()) {
    layout::AddParagraph(document.mutable_sections(0), "The sector has no plan yet.");
    return document;
  }
  AddStates(material, part, &document);
  AddBranchSection(material, part, &document);
  AddMemberStateSection(material, &document);
  AddLineSection(material, part, &document);
  return document;
}

}  // namespace sheaf::reports
