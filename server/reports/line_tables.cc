#include "server/reports/line_tables.h"

#include <algorithm>
#include <string>
#include <utility>

#include "plugins/sdk/layout.h"
#include "server/reports/headline.h"
#include "server/reports/line_cells.h"
#include "server/reports/timeliness.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

PartialDate DueOf(const PlanAssessment& plan, int32_t row, PartialDate effective) {
  return OverdueSince(plan.tree.lines[row], plan.states[row], effective);
}

// The `most` rows with the earliest dates; ties in the order of the tree.
template <typename DateOf>
std::vector<int32_t> Earliest(std::vector<int32_t> rows, size_t most, const DateOf& date_of) {
  const auto before = [&](int32_t a, int32_t b) {
    const auto order = date_of(a).SortsAs(date_of(b));
    return order != 0 ? order < 0 : a < b;
  };
  const size_t kept = std::min(most, rows.size());
  std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(kept), rows.end(),
                    before);
  rows.resize(kept);
  return rows;
}

// "Energy: 15 of 40".
void NoteCut(const std::string& title, size_t shown, size_t all, std::vector<std::string>* cut) {
  if (shown < all)
    cut->push_back(title + ": " + std::to_string(shown) + " of " + std::to_string(all));
}

void AddCut(const std::vector<std::string>& cut, std::string_view which, v1::Section* section) {
  if (cut.empty()) return;
  layout::AddParagraph(section, "Not all are listed, only those " + std::string(which) + ". " +
                                    FewOf(cut, 50) + ".");
}

std::string PlanTitle(const Part& part, const PlanAssessment& plan) {
  if (part.plans.size() == 1) return part.title;
  return plan.tree.plan.title.empty() ? plan.tree.plan.id : plan.tree.plan.title;
}

void OverdueRow(const Material& material, const PlanAssessment& plan, int32_t row,
                TableLayout* table) {
  const model::View& view = *material.view;
  const model::LineRow& line = plan.tree.lines[row];
  const LineState& state = plan.states[row];
  table->Row({CodeCell(view, plan, row), layout::Text(view.Text(line.title)),
              layout::Text(LeadBody(view, plan, row)), layout::Text(StateText(state)),
              DateCell(line.planned_end), DateCell(state.expected),
              DateCell(DueOf(plan, row, material.effective))});
}

void StaleRow(const Material& material, const PlanAssessment& plan, int32_t row,
              TableLayout* table) {
  const model::View& view = *material.view;
  const LineState& state = plan.states[row];
  table->Row({CodeCell(view, plan, row), layout::Text(view.Text(plan.tree.lines[row].title)),
              layout::Text(LeadBody(view, plan, row)), layout::Text(StateText(state)),
              DateCell(state.last_word),
              layout::Count(StaleAfterMonths(plan.tree.rules->manifest().cadence()))});
}

void LineOf(const model::View& view, const PlanAssessment& plan, int32_t row, TableLayout* table) {
  const model::LineRow& line = plan.tree.lines[row];
  const LineState& state = plan.states[row];
  const bool silent = state.state == v1::CANONICAL_STATE_UNSPECIFIED;
  table->Row({CodeCell(view, plan, row), layout::Text(view.Text(line.title)), ClassCell(plan, row),
              silent ? layout::Blank() : layout::Text(TitleOf(state.state)),
              layout::Text(WordText(view, plan, state)), DateCell(state.since),
              DateCell(state.last_word), DateCell(line.planned_end), DateCell(state.expected)},
             v1::ROW_ROLE_UNSPECIFIED, plan.tree.DepthOf(row));
}

}  // namespace

void AddOverdue(const Material& material, size_t most, v1::Section* section) {
  if (material.totals.overdue == 0) {
    layout::AddParagraph(section, "No counted line is overdue.");
    return;
  }
  TableLayout table(layout::AddTable(section, "Overdue lines"));
  table.Column("line", "Line").Column("title", "Title").Column("lead_body", "In charge");
  table.Column("state", "State").Column("planned_end", "Planned end");
  table.Column("expected", "Expected").Column("overdue_since", "Overdue since");
  std::vector<std::string> cut;
  for (const Part& part : material.parts) {
    for (const PlanAssessment& plan : part.plans) {
      if (plan.overdue.empty()) continue;
      const auto rows = Earliest(plan.overdue, most,
                                 [&](int32_t row) { return DueOf(plan, row, material.effective); });
      table.Group(PlanTitle(part, plan));
      for (const int32_t row : rows) OverdueRow(material, plan, row, &table);
      NoteCut(PlanTitle(part, plan), rows.size(), plan.overdue.size(), &cut);
    }
  }
  AddCut(cut, "overdue for longest", section);
}

void AddStale(const Material& material, size_t most, v1::Section* section) {
  if (material.totals.stale == 0) {
    layout::AddParagraph(section, "No counted line is stale.");
    return;
  }
  TableLayout table(layout::AddTable(section, "Stale lines"));
  table.Column("line", "Line").Column("title", "Title").Column("lead_body", "In charge");
  table.Column("state", "State").Column("last_word", "Last word");
  table.NumberColumn("allowed", "Allowed silence", "months");
  std::vector<std::string> cut;
  for (const Part& part : material.parts) {
    for (const PlanAssessment& plan : part.plans) {
      if (plan.stale.empty()) continue;
      const auto rows =
          Earliest(plan.stale, most, [&](int32_t row) { return plan.states[row].last_word; });
      table.Group(PlanTitle(part, plan));
      for (const int32_t row : rows) StaleRow(material, plan, row, &table);
      NoteCut(PlanTitle(part, plan), rows.size(), plan.stale.size(), &cut);
    }
  }
  AddCut(cut, "silent for longest", section);
}

void AddLines(const model::View& view, const PlanAssessment& plan, int32_t most,
              v1::Section* section) {
  if (plan.tree.size() == 0) {
    layout::AddParagraph(section, "The plan '" + plan.tree.plan.id + "' has no line.");
    return;
  }
  TableLayout table(layout::AddTable(section, plan.tree.plan.title));
  table.Column("line", "Line").Column("title", "Title").Column("class", "Counts as");
  table.Column("state", "State").Column("word", "Reported as").Column("since", "Since");
  table.Column("last_word", "Last word").Column("planned_end", "Planned end");
  table.Column("expected", "Expected");
  const int32_t shown = std::min(most, plan.tree.size());
  for (int32_t row = 0; row < shown; ++row) LineOf(view, plan, row, &table);
  if (shown == plan.tree.size()) return;
  layout::AddParagraph(section, "The first " + std::to_string(shown) + " of " +
                                    std::to_string(plan.tree.size()) + " lines are listed.");
}

}  // namespace sheaf::reports
