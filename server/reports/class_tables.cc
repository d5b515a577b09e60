#include "server/reports/class_tables.h"

#include <algorithm>
#include <set>
#include <utility>

#include "plugins/sdk/layout.h"
#include "server/reports/headline.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

// Branches after this many rows are left out of the tables, never of the sums.
constexpr int kMostBranches = 300;

void AddClassColumns(TableLayout* table) {
  table->NumberColumn("counted_lines", "Counted lines");
  for (const v1::HeadlineClass headline : kHeadlineClasses) {
    table->NumberColumn(IdOf(headline), TitleOf(headline));
  }
  table->NumberColumn("completed_share", "Completed, share");
  table->NumberColumn("begun_share", "Begun or completed, share");
}

v1::Cell CompletedShare(const ClassCounts& counts, const Listing& listing) {
  return listing.InClasses(layout::Share(counts.Of(v1::HEADLINE_COMPLETED), counts.Denominator()),
                           {v1::HEADLINE_COMPLETED});
}

v1::Cell BegunShare(const ClassCounts& counts, const Listing& listing) {
  return listing.InClasses(layout::Share(counts.Begun(), counts.Denominator()),
                           {v1::HEADLINE_COMPLETED, v1::HEADLINE_IN_PROGRESS});
}

std::vector<v1::Cell> ClassCells(v1::Cell first, const ClassCounts& counts, int note,
                                 const Listing& listing) {
  std::vector<v1::Cell> cells;
  cells.push_back(std::move(first));
  cells.push_back(listing.Counted(layout::Count(counts.Counted())));
  for (const v1::HeadlineClass headline : kHeadlineClasses) {
    cells.push_back(listing.InClasses(layout::Count(counts.Of(headline)), {headline}));
  }
  cells.push_back(layout::WithNote(CompletedShare(counts, listing), note));
  cells.push_back(layout::WithNote(BegunShare(counts, listing), note));
  return cells;
}

int ShareNote(TableLayout* table) {
  return table->Note("Of counted lines without the excluded ones (" + std::string(kHeadlineRule) +
                     "). What is completed was achieved; what is begun or completed is covered. "
                     "Shares are computed from counts, never from other shares.");
}

std::vector<v1::Cell> SideCells(v1::Cell first, const Totals& totals, int note,
                                const Listing& listing) {
  std::vector<v1::Cell> cells = ClassCells(std::move(first), totals.counts, note, listing);
  cells.push_back(layout::Count(totals.counted_elsewhere));
  return cells;
}

v1::Cell LineCell(const model::View& view, const PlanAssessment& plan, int32_t row) {
  const model::LineRow& line = plan.tree.lines[row];
  std::string text(view.Text(line.title));
  if (text.empty()) text = view.Text(line.code);
  return layout::From(layout::Text(text), view.NameOf(plan.tree.plan, line));
}

bool IsBranch(const PlanAssessment& plan, int32_t row) {
  const Counting counting = plan.tree.counting[row];
  return counting == Counting::kHeading || counting == Counting::kReplacedByChildren;
}

// For each row how many headings stand above it. Other lines above it are not counted: they have no
// row in the table, so that what stands below them is in the row of their heading.
std::vector<int> HeadingsAbove(const PlanAssessment& plan) {
  std::vector<int> above(plan.states.size());
  for (int32_t row = 0; row < plan.tree.size(); ++row) {
    const int32_t parent = plan.tree.parents[row];
    if (parent != PlanTree::kTop) above[row] = above[parent] + (IsBranch(plan, parent) ? 1 : 0);
  }
  return above;
}

// Counted lines that stand under no heading.
ClassCounts Unbranched(const PlanAssessment& plan, const std::vector<int>& headings_above) {
  ClassCounts counts;
  for (int32_t row = 0; row < plan.tree.size(); ++row) {
    if (plan.tree.Counts(row) && headings_above[row] == 0) counts.Add(plan.states[row].headline);
  }
  return counts;
}

}  // namespace

std::string_view IdOf(v1::HeadlineClass headline) {
  switch (headline) {
    case v1::HEADLINE_COMPLETED:
      return "completed";
    case v1::HEADLINE_IN_PROGRESS:
      return "in_progress";
    case v1::HEADLINE_NOT_STARTED:
      return "not_started";
    case v1::HEADLINE_EXCLUDED:
      return "excluded";
    default:
      return "not_reported";
  }
}

void AddClassFigures(const Material& material, v1::KeyFigures* figures) {
  const ClassCounts& counts = material.totals.counts;
  const Listing listing = Listing::Of(material);
  layout::AddKeyFigure(figures, "Counted lines", listing.Counted(layout::Count(counts.Counted())));
  layout::AddKeyFigure(figures, "Completed", CompletedShare(counts, listing),
                       "of counted lines, excluded ones left out");
  layout::AddKeyFigure(figures, "Begun or completed", BegunShare(counts, listing));
  for (const v1::HeadlineClass headline : kHeadlineClasses) {
    if (headline == v1::HEADLINE_COMPLETED) continue;
    layout::AddKeyFigure(figures, TitleOf(headline),
                         listing.InClasses(layout::Count(counts.Of(headline)), {headline}));
  }
}

void AddLineFigures(const Material& material, v1::KeyFigures* figures) {
  AddClassFigures(material, figures);
  layout::AddKeyFigure(figures, "Overdue",
                       Listing::Of(material).Overdue(layout::Count(material.totals.overdue)));
  layout::AddKeyFigure(figures, "Stale", layout::Count(material.totals.stale));
}

void AddSideBySide(const Material& material, v1::Section* section) {
  TableLayout table(layout::AddTable(section, "Sectors side by side"));
  table.Column("sector", "Sector or plan");
  AddClassColumns(&table);
  table.NumberColumn("counted_elsewhere", "Counted elsewhere");
  const int note = ShareNote(&table);
  v1::Chart* chart = layout::AddChart(section, v1::Chart::STACKED_BARS, "Lines by class",
                                      "Sector or plan", "Counted lines");
  chart->set_unit("lines");
  for (const v1::HeadlineClass headline : kHeadlineClasses) {
    chart->add_series()->set_title(std::string(TitleOf(headline)));
  }
  for (const Part& part : material.parts) {
    table.Row(SideCells(layout::Text(part.title), part.totals, note, Listing::Of(material, part)));
    chart->add_labels(part.title);
    for (size_t i = 0; i < kHeadlineClasses.size(); ++i) {
      chart->mutable_series(static_cast<int>(i))
          ->add_points()
          ->set_value(static_cast<double>(part.totals.counts.Of(kHeadlineClasses[i])));
    }
  }
  table.Row(SideCells(layout::Text("All"), material.totals, note, Listing::Of(material)),
            v1::TOTAL);
}

void AddPlans(const Material& material, v1::Section* section) {
  const std::vector<PlanCounts>& plans = *material.counts;
  TableLayout table(layout::AddTable(section, "Plans"));
  table.Column("plan", "Plan");
  AddClassColumns(&table);
  const int note = ShareNote(&table);
  const size_t shown = std::min(plans.size(), size_t{kMostBranches});
  for (size_t i = 0; i < shown; ++i) {
    const model::PlanRow& plan = plans[i].plan;
    v1::Cell title = layout::Text(plan.title.empty() ? plan.id : plan.title);
    table.Row(ClassCells(layout::From(std::move(title), "plans/" + plan.id), plans[i].counts, note,
                         Listing::Of(material, plan)));
  }
  if (shown < plans.size()) {
    layout::AddParagraph(section, std::to_string(plans.size() - shown) +
                                      " further plans have no row of their own; their lines are in "
                                      "the sums above.");
  }
}

void AddBranches(const Material& material, const PlanAssessment& plan, v1::Section* section,
                 int levels) {
  const model::View& view = *material.view;
  TableLayout table(layout::AddTable(section, plan.tree.plan.title));
  table.Column("branch", "Branch");
  AddClassColumns(&table);
  const int note = ShareNote(&table);
  const std::vector<ClassCounts> counts = RollUp(plan);
  const std::vector<int> headings_above = HeadingsAbove(plan);
  int rows = 0, left_out = 0;
  for (int32_t row = 0; row < plan.tree.size(); ++row) {
    if (!IsBranch(plan, row)) continue;
    const int depth = headings_above[row];
    if (depth >= levels || rows >= kMostBranches) {
      ++left_out;
      continue;
    }
    ++rows;
    // No filter tells the lines of a branch.
    table.Row(ClassCells(LineCell(view, plan, row), counts[row], note, Listing()),
              v1::ROW_ROLE_UNSPECIFIED, depth);
  }
  const ClassCounts unbranched = Unbranched(plan, headings_above);
  if (rows > 0 && unbranched.Counted() > 0) {
    table.Row(ClassCells(layout::Text("Under no heading"), unbranched, note, Listing()));
  }
  table.Row(ClassCells(layout::Text("All lines"), plan.counts, note,
                       Listing::Of(material, plan.tree.plan)),
            v1::TOTAL);
  if (left_out > 0) {
    layout::AddParagraph(section, std::to_string(left_out) +
                                      " further headings have no row of their own; their lines are "
                                      "in the rows above them and in the sum.");
  }
}

std::vector<std::pair<std::string, std::string>> StatesByTitle(const Totals& totals,
                                                               const Membership& membership) {
  std::set<std::pair<std::string, std::string>> states;
  for (const std::string& code : membership.codes()) states.emplace(membership.TitleOf(code), code);
  for (const auto& [code, counts] : totals.members) states.emplace(membership.TitleOf(code), code);
  return {states.begin(), states.end()};
}

void AddMemberStates(const Totals& totals, const Membership& membership, v1::Section* section) {
  if (totals.reported_by_states == 0) {
    layout::AddParagraph(section, "No counted line is reported by member state.");
    return;
  }
  layout::AddParagraph(
      section,
      std::to_string(totals.reported_by_states) +
          " counted lines are reported by member state. A state is listed with the lines in "
          "which it takes part, each in the class that the state itself has reached.");
  TableLayout table(layout::AddTable(section, "Member states"));
  table.Column("member_state", "Member state");
  AddClassColumns(&table);
  const int note = ShareNote(&table);
  for (const auto& [title, code] : StatesByTitle(totals, membership)) {
    const auto tally = totals.members.find(code);
    const ClassCounts counts = tally == totals.members.end() ? ClassCounts() : tally->second;
    // No filter tells how far one state is.
    table.Row(ClassCells(layout::From(layout::Text(title), "memberStates/" + code), counts, note,
                         Listing()));
  }
}

}  // namespace sheaf::reports
