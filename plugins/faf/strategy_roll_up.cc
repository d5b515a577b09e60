#include "plugins/faf/strategy_roll_up.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "plugins/faf/register.h"
#include "plugins/faf/sub_strategies.h"
#include "plugins/sdk/class_columns.h"
#include "plugins/sdk/layout.h"

namespace sheaf::faf {
namespace {

using layout::TableLayout;
using plugin::Facts;
using plugin::LineTally;
using sheaf::v1::Cell;
using sheaf::v1::Section;

// "Adopted 2020-10-21, AMAF-42".
Cell DecisionCell(const Facts& facts, int row) {
  const auto decision = DecisionOf(facts, row);
  if (!decision) return layout::Missing(sheaf::v1::NOT_REPORTED);
  const std::string_view where = decision->meeting.empty() ? decision->body : decision->meeting;
  std::string text = facts.Say(*decision);
  if (!where.empty()) absl::StrAppend(&text, ", ", std::string(where));
  return layout::From(layout::Text(text), decision->name);
}

Cell StrategyCell(const Facts& facts, const SubStrategy& strategy, TableLayout* table) {
  const plugin::LineView& line = facts.Line(strategy.row);
  Cell cell = layout::From(layout::Text(Facts::Label(line)), line.name);
  for (const std::string_view plan : strategy.plans) {
    cell = layout::WithNote(cell, table->Note(absl::StrCat("Spelled out by ", std::string(plan),
                                                           ", whose lines are among those that it "
                                                           "adds.")));
  }
  return cell;
}

void AddStrategies(const Facts& facts, const std::vector<SubStrategy>& strategies,
                   Section* section) {
  TableLayout table(layout::AddTable(section, "Sub-strategies, and what each adds"));
  table.Column("strategy", "Sub-strategy")
      .Column("until", "Until")
      .Column("decision", "Decided")
      .NumberColumn("adds", "Lines it adds");
  plugin::AddClassColumns(&table);
  table.NumberColumn("elsewhere", "Counted elsewhere");
  LineTally all;
  int group = -1;
  for (const SubStrategy& strategy : strategies) {
    if (const int thrust = facts.RootOf(strategy.row); thrust != group) {
      group = thrust;
      table.Group(facts.Line(thrust).title);
    }
    const std::string_view until = facts.Line(strategy.row).planned_end;
    std::vector<Cell> cells = {
        StrategyCell(facts, strategy, &table),
        until.empty() ? layout::WithTone(layout::Text("not stated"), sheaf::v1::MUTED)
                      : layout::Date(until),
        DecisionCell(facts, strategy.row), plugin::CountCell(strategy.adds.Counted())};
    plugin::AddClassCells(strategy.adds, &cells);
    cells.push_back(plugin::CountCell(strategy.adds.counted_elsewhere()));
    table.Row(std::move(cells));
    all += strategy.adds;
  }
  std::vector<Cell> cells = {layout::Text("All sub-strategies"), layout::Blank(), layout::Blank(),
                             layout::Count(all.Counted())};
  plugin::AddClassCells(all, &cells);
  cells.push_back(plugin::CountCell(all.counted_elsewhere()));
  table.Row(std::move(cells), sheaf::v1::TOTAL);
}

void AddFigures(const Facts& facts, const std::vector<SubStrategy>& strategies, Section* section) {
  LineTally all;
  for (const SubStrategy& strategy : strategies) all += strategy.adds;
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(
      figures, "Sub-strategies decided",
      layout::Share(CountDecided(facts, strategies), static_cast<int64_t>(strategies.size())),
      "adopted, endorsed, approved or issued");
  layout::AddKeyFigure(figures, "Lines that they add", layout::Count(all.Counted()),
                       "below them, each counted once");
  if (all.Denominator() == 0) return;
  layout::AddKeyFigure(figures, "Completed of these",
                       layout::Share(all.Of(sheaf::v1::HEADLINE_COMPLETED), all.Denominator()),
                       "of all but excluded lines");
}

Section LayOutStrategies(const Facts& facts, const std::vector<SubStrategy>& strategies) {
  Section section = layout::MakeSection("sub-strategies", "Sub-strategies", "faf");
  if (strategies.empty()) {
    layout::AddParagraph(&section,
                         "No line is tagged sub_strategy, and no plan spells out a line.");
    return section;
  }
  AddFigures(facts, strategies, &section);
  layout::AddParagraph(
      &section,
      "A sub-strategy is a line of the plan, and counts there as one line. What it adds are the "
      "lines below it, in the plan or in a plan of its own that spells it out. A line below two "
      "sub-strategies is added by the nearer one; a line whose shared initiative another line "
      "counts is counted there.");
  AddStrategies(facts, strategies, &section);
  return section;
}

void AddThrust(std::string_view title, const ThrustTally& thrust, sheaf::v1::RowRole role,
               TableLayout* table) {
  LineTally together = thrust.own;
  together += thrust.added;
  std::vector<Cell> cells = {layout::Text(title), layout::Count(thrust.own.Counted()),
                             plugin::CountCell(thrust.added.Counted()),
                             layout::Count(together.Counted())};
  plugin::AddClassCells(together, &cells);
  cells.push_back(plugin::CompletedShareCell(together));
  table->Row(std::move(cells), role);
}

Section LayOutRollUp(const Facts& facts) {
  Section section =
      layout::MakeSection("sub-strategies-rolled-up", "Rolled up into the plan", "faf");
  const std::map<int, ThrustTally> thrusts = RollUp(facts);
  if (thrusts.empty()) {
    layout::AddParagraph(&section, "No line is on record.");
    return section;
  }
  layout::AddParagraph(&section,
                       "Each counted line once: as the plan's own, or as added by a sub-strategy "
                       "of the thrust.");
  TableLayout table(layout::AddTable(&section, "Thrusts, with what sub-strategies add"));
  table.Column("thrust", "Thrust")
      .NumberColumn("own", "Lines of the plan")
      .NumberColumn("added", "Added")
      .NumberColumn("together", "Together");
  plugin::AddClassColumns(&table);
  table.NumberColumn("completed_share", "Completed, of all but excluded");
  ThrustTally all;
  for (const auto& [row, thrust] : thrusts) {
    AddThrust(facts.Line(row).title, thrust, sheaf::v1::ROW_ROLE_UNSPECIFIED, &table);
    all.own += thrust.own;
    all.added += thrust.added;
  }
  AddThrust("All thrusts", all, sheaf::v1::TOTAL, &table);
  const int64_t elsewhere = all.own.counted_elsewhere() + all.added.counted_elsewhere();
  if (elsewhere > 0) {
    layout::AddParagraph(
        &section, absl::StrCat(elsewhere, elsewhere == 1 ? " line is" : " lines are",
                               " in no total here: another line of the same shared initiative, of "
                               "this plan or another, counts it."));
  }
  return section;
}

}  // namespace

std::vector<Section> LayOutSubStrategies(const Facts& facts) {
  return {LayOutStrategies(facts, SubStrategiesOf(facts)), LayOutRollUp(facts)};
}

}  // namespace sheaf::faf
