#include "plugins/transport/scorecard.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugins/sdk/layout.h"
#include "plugins/sdk/line_tally.h"
#include "plugins/transport/class_shares.h"
#include "plugins/transport/compliance.h"
#include "plugins/transport/kpi_standing.h"

namespace sheaf::transport {
namespace {

using plugin::Dataset;
using plugin::LineTally;
using plugin::v1::LineCounts;
using sheaf::v1::Cell;
using sheaf::v1::Section;

Cell ShareOf(const LineTally& lines, sheaf::v1::HeadlineClass headline) {
  return layout::Share(lines.Of(headline), lines.Denominator());
}

LineTally TallyOf(const LineCounts& plan) {
  LineTally lines;
  lines.Add(plan);
  return lines;
}

LineTally TallyOfAll(const Dataset& data) {
  LineTally lines;
  for (const LineCounts& plan : data.line_counts()) lines.Add(plan);
  return lines;
}

std::string TitleOf(const LineCounts& plan) {
  return plan.plan_title().empty() ? plan.plan() : plan.plan_title();
}

void AddFigures(const Dataset& data, const LineTally& all, Section* section) {
  const size_t plans = data.line_counts().size();
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(figures, "Counted lines", layout::Count(all.Counted()),
                       plans == 1 ? "of one plan" : "of " + std::to_string(plans) + " plans");
  layout::AddKeyFigure(figures, "Completed", ShareOf(all, sheaf::v1::HEADLINE_COMPLETED),
                       "achieved");
  layout::AddKeyFigure(figures, "Begun or completed", layout::Share(all.Begun(), all.Denominator()),
                       "covered by work");
  layout::AddKeyFigure(figures, "Not started", ShareOf(all, sheaf::v1::HEADLINE_NOT_STARTED),
                       "pending and postponed too");
  layout::AddKeyFigure(figures, "Not reported", ShareOf(all, sheaf::v1::HEADLINE_NOT_REPORTED),
                       "without a state, or no longer reported");
}

// Fills the table of plans.
class PlanTable {
 public:
  explicit PlanTable(sheaf::v1::Table* table) : table_(table) {
    table_.Column("plan", "Plan");
    AddShareColumns(&table_);
    table_.NumberColumn("counted_elsewhere", "Counted elsewhere");
  }

  void Row(Cell title, const LineTally& lines,
           sheaf::v1::RowRole role = sheaf::v1::ROW_ROLE_UNSPECIFIED) {
    std::vector<Cell> cells = {std::move(title)};
    AddShareCells(lines, &table_, &cells);
    cells.push_back(NotedCount(lines.counted_elsewhere(),
                               "In no class here: another line of the same shared initiative, of "
                               "this plan or another, counts for them."));
    table_.Row(std::move(cells), role);
  }

 private:
  // The note is there where there is something to explain.
  Cell NotedCount(int64_t count, std::string_view note) {
    if (count == 0) return layout::Count(0);
    return layout::WithNote(layout::Count(count), table_.Note(note));
  }

  layout::TableLayout table_;
};

void AddPlans(const Dataset& data, const LineTally& all, Section* section) {
  PlanTable table(layout::AddTable(section, "Plan by plan"));
  for (const LineCounts& plan : data.line_counts()) {
    table.Row(layout::From(layout::Text(TitleOf(plan)), plan.plan()), TallyOf(plan));
  }
  if (data.line_counts().size() > 1) {
    table.Row(layout::Text("All plans"), all, sheaf::v1::TOTAL);
  }
}

// One bar a plan, so there is nothing to compare where there is one plan. A bar is all counted
// lines.
void AddBars(const Dataset& data, Section* section) {
  if (data.line_counts().size() < 2) return;
  std::vector<std::string> titles;
  for (const LineCounts& plan : data.line_counts()) titles.push_back(TitleOf(plan));
  std::vector<ClassBar> bars;
  for (int i = 0; i < static_cast<int>(titles.size()); ++i) {
    bars.push_back({titles[i], TallyOf(data.line_counts()[i])});
  }
  AddClassBars(bars, "Lines by class", "Plan", "counted lines", section);
}

Section LayOutPlans(const Dataset& data, const LineTally& all) {
  Section section = layout::MakeSection("scorecard", "Where the plans stand", "transport");
  if (data.line_counts().empty()) {
    layout::AddParagraph(&section, "No transport plan is on record.");
    return section;
  }
  AddFigures(data, all, &section);
  AddPlans(data, all, &section);
  AddBars(data, &section);
  return section;
}

}  // namespace

std::vector<Section> LayOutScorecard(const Dataset& data, const plugin::Vocabulary& words) {
  const LineTally all = TallyOfAll(data);
  return {LayOutPlans(data, all), LayOutCompliance(data, all), LayOutKpiStanding(data, words)};
}

}  // namespace sheaf::transport
