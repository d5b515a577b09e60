#include "server/reports/line_cells.h"

#include "plugins/sdk/layout.h"
#include "server/reports/headline.h"

namespace sheaf::reports {
namespace {

std::string Text(const model::View& view, model::TextId id) { return std::string(view.Text(id)); }

}  // namespace

std::string TitleWithCode(const model::View& view, const model::LineRow& line) {
  const std::string code = Text(view, line.code), title = Text(view, line.title);
  return title.empty() ? code : title + " (" + code + ")";
}

v1::Cell CodeCell(const model::View& view, const PlanAssessment& plan, int32_t row) {
  const model::LineRow& line = plan.tree.lines[row];
  return layout::From(layout::Text(view.Text(line.code)), view.NameOf(plan.tree.plan, line));
}

v1::Cell DateCell(PartialDate date) {
  return date.stated() ? layout::Date(date.ToString()) : layout::Blank();
}

std::string LeadBody(const model::View& view, const PlanAssessment& plan, int32_t row) {
  return LeadBody(view, plan.tree, row);
}

std::string LeadBody(const model::View& view, const PlanTree& tree, int32_t row) {
  for (; row != PlanTree::kTop; row = tree.parents[row]) {
    if (tree.lines[row].lead_body != 0) return Text(view, tree.lines[row].lead_body);
  }
  return "";
}

std::string StateText(const LineState& state) {
  return std::string(state.state == v1::CANONICAL_STATE_UNSPECIFIED ? TitleOf(state.headline)
                                                                    : TitleOf(state.state));
}

v1::Cell ClassCell(const PlanAssessment& plan, int32_t row) {
  switch (plan.tree.counting[row]) {
    case Counting::kCounted:
      return layout::Text(TitleOf(plan.states[row].headline));
    case Counting::kHeading:
    case Counting::kReplacedByChildren:
      return layout::WithTone(layout::Text("Heading"), v1::MUTED);
    case Counting::kVanished:
      return layout::WithTone(layout::Text("Vanished"), v1::CAUTION);
    case Counting::kElsewhere:
      break;
  }
  return layout::WithTone(layout::Text("Counted elsewhere"), v1::MUTED);
}

std::string WordTitle(const sectors::Rules& rules, std::string_view word) {
  const v1::StatusDefinition* status = rules.Status(word);
  return status != nullptr && !status->title().empty() ? status->title() : std::string(word);
}

std::string WordText(const model::View& view, const PlanAssessment& plan, const LineState& state) {
  if (state.word == 0) return state.by_member_states ? "(by member states)" : "";
  return WordTitle(*plan.tree.rules, view.Text(state.word));
}

}  // namespace sheaf::reports
