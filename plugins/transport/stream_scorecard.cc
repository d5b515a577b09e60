#include "plugins/transport/stream_scorecard.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugins/sdk/layout.h"
#include "plugins/transport/class_shares.h"
#include "plugins/transport/streams.h"

namespace sheaf::transport {
namespace {

using plugin::Facts;
using plugin::LineView;
using sheaf::v1::Cell;
using sheaf::v1::Section;

bool IsAny(const LineView&) { return true; }

Cell ElsewhereCell(int64_t lines, layout::TableLayout* table) {
  if (lines == 0) return layout::Count(0);
  return layout::WithNote(
      layout::Count(lines),
      table->Note("In no class here: another line of the same shared initiative, of this plan or "
                  "another, counts for them."));
}

std::vector<Cell> CellsOf(Cell title, const plugin::LineTally& lines, layout::TableLayout* table) {
  std::vector<Cell> cells = {std::move(title)};
  AddShareCells(lines, table, &cells);
  cells.push_back(ElsewhereCell(lines.counted_elsewhere(), table));
  return cells;
}

void AddTable(const Facts& facts, const std::vector<Branch>& branches, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Streams and goals"));
  table.Column("branch", "Stream and goal");
  AddShareColumns(&table);
  table.NumberColumn("counted_elsewhere", "Counted elsewhere");
  std::string_view plan;
  for (const Branch& branch : branches) {
    const LineView& line = facts.Line(branch.row);
    const plugin::PlanView of = facts.data().PlanOf(line);
    if (facts.data().plans().size() > 1 && of.name != plan) {
      table.Group(of.title.empty() ? of.name : of.title);
    }
    plan = of.name;
    const Cell title = layout::From(layout::Text(Facts::Label(line)), line.name);
    table.Row(CellsOf(title, branch.lines, &table), sheaf::v1::ROW_ROLE_UNSPECIFIED, branch.depth);
  }
  table.Row(CellsOf(layout::Text("All streams"), TotalOf(StreamsAmong(branches)), &table),
            sheaf::v1::TOTAL);
}

void AddFigures(const std::vector<Branch>& branches, const plugin::LineTally& total,
                Section* section) {
  const auto streams = static_cast<int64_t>(StreamsAmong(branches).size());
  const int64_t goals = static_cast<int64_t>(branches.size()) - streams;
  int64_t with_lines = 0, without_progress = 0;
  for (const Branch& branch : branches) {
    if (branch.depth == 0 || branch.lines.Denominator() == 0) continue;
    ++with_lines;
    if (branch.lines.Begun() == 0) ++without_progress;
  }
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(figures, "Completed",
                       layout::Share(total.Of(sheaf::v1::HEADLINE_COMPLETED), total.Denominator()),
                       "actions and milestones, achieved");
  layout::AddKeyFigure(figures, "Begun or completed",
                       layout::Share(total.Begun(), total.Denominator()), "covered by work");
  layout::AddKeyFigure(figures, "Goals", layout::Count(goals),
                       "in " + std::to_string(streams) + " streams");
  layout::AddKeyFigure(figures, "Goals without progress",
                       layout::Share(without_progress, with_lines),
                       "no line begun or completed, of goals with lines");
}

void AddBars(const Facts& facts, const std::vector<Branch>& streams, Section* section) {
  if (streams.size() < 2) return;
  std::vector<std::string> titles;
  for (const Branch& stream : streams) titles.push_back(ShortTitle(facts.Line(stream.row)));
  std::vector<ClassBar> bars;
  for (size_t i = 0; i < streams.size(); ++i) bars.push_back({titles[i], streams[i].lines});
  AddClassBars(bars, "Lines by stream and class", "Stream", "counted lines", section);
}

}  // namespace

Section LayOutStreamScorecard(const Facts& facts) {
  Section section =
      layout::MakeSection("stream-scorecard", "Stream and goal scorecard", "transport");
  const std::vector<Branch> branches = BranchesOf(facts, IsAny);
  if (branches.empty()) {
    layout::AddParagraph(&section, "The plan names no stream and no goal.");
    return section;
  }
  layout::AddParagraph(&section,
                       "Actions and milestones of each stream and goal by headline class, each "
                       "counted once. A stream is the sum of its goals and of the lines directly "
                       "below it. Shares are of the counted lines without the excluded ones.");
  AddFigures(branches, TotalOf(StreamsAmong(branches)), &section);
  AddTable(facts, branches, &section);
  AddBars(facts, StreamsAmong(branches), &section);
  return section;
}

}  // namespace sheaf::transport
