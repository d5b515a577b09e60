#include "plugins/ict/portfolio.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "plugins/ict/cells.h"
#include "plugins/ict/chain.h"
#include "plugins/ict/projects.h"
#include "plugins/ict/proponent.h"
#include "plugins/sdk/class_columns.h"
#include "plugins/sdk/layout.h"
#include "plugins/sdk/line_tally.h"

namespace sheaf::ict {
namespace {

using layout::TableLayout;
using plugin::Facts;
using plugin::LineTally;
using plugin::LineView;
using sheaf::v1::Cell;
using sheaf::v1::Section;

// Counted lines by strategic measure, in the order of the plan; also measures without any.
std::map<int, LineTally> TallyByMeasure(const Facts& facts) {
  std::map<int, LineTally> tallies;
  for (const LineView& line : facts.data().lines()) {
    if (line.vanished) continue;
    LineTally& tally = tallies[facts.RootOf(line.row)];
    if (line.counted) tally.Add(line.headline);
  }
  return tallies;
}

void AddTally(std::string_view title, const LineTally& tally, sheaf::v1::RowRole role,
              TableLayout* table) {
  std::vector<Cell> cells = {layout::Text(title), plugin::CountCell(tally.Counted())};
  plugin::AddClassCells(tally, &cells);
  cells.push_back(plugin::CompletedShareCell(tally));
  table->Row(std::move(cells), role);
}

void AddMeasures(const Facts& facts, Section* section) {
  TableLayout table(layout::AddTable(section, "Initiatives and activities by strategic measure"));
  table.Column("measure", "Strategic measure").NumberColumn("lines", "Lines");
  plugin::AddClassColumns(&table);
  table.NumberColumn("completed_share", "Completed, of all but excluded");
  LineTally all;
  for (const auto& [root, tally] : TallyByMeasure(facts)) {
    AddTally(facts.Line(root).title, tally, sheaf::v1::ROW_ROLE_UNSPECIFIED, &table);
    all += tally;
  }
  AddTally("All measures", all, sheaf::v1::TOTAL, &table);
}

int64_t CountStated(const Facts& facts, const std::vector<Link>& portfolio) {
  return std::count_if(portfolio.begin(), portfolio.end(), [&](const Link& link) {
    return ProponentOf(facts, link.row).source != ProponentSource::kNotStated;
  });
}

bool IsOpen(const LineView& line) {
  return !line.vanished && (line.headline == sheaf::v1::HEADLINE_IN_PROGRESS ||
                            line.headline == sheaf::v1::HEADLINE_NOT_STARTED);
}

// The middle one of the ages of the last dated words on open lines.
std::optional<int> MedianAge(const Facts& facts, const std::vector<Link>& portfolio) {
  std::vector<int> ages;
  for (const Link& link : portfolio) {
    if (!link.last || !IsOpen(facts.Line(link.row))) continue;
    const std::optional<int> age = facts.AgeInMonths(link.last->effective_date);
    if (age.has_value()) ages.push_back(age.value());
  }
  if (ages.empty()) return std::nullopt;
  std::sort(ages.begin(), ages.end());
  return ages[(ages.size() - 1) / 2];
}

void AddFigures(const Facts& facts, const std::vector<Link>& portfolio, Section* section) {
  const auto lines = static_cast<int64_t>(portfolio.size());
  const auto on_chain = std::count_if(portfolio.begin(), portfolio.end(),
                                      [&](const Link& link) { return IsOnChain(facts, link.row); });
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(figures, "With a proponent on record",
                       layout::Share(CountStated(facts, portfolio), lines),
                       "of the initiatives and activities");
  layout::AddKeyFigure(figures, "On the endorsement chain", layout::Share(on_chain, lines),
                       "of the initiatives and activities");
  if (const std::optional<int> age = MedianAge(facts, portfolio)) {
    layout::AddKeyFigure(figures, "Age of the last word on open lines", layout::Count(*age),
                         "months; half of the open lines are no older");
  }
}

Section LayOutMeasures(const Facts& facts, const std::vector<Link>& portfolio) {
  Section section = layout::MakeSection("initiative-portfolio", "Initiative portfolio", "ict");
  if (portfolio.empty()) {
    layout::AddParagraph(&section, "No line of the plan is counted.");
    return section;
  }
  AddFigures(facts, portfolio, &section);
  AddMeasures(facts, &section);
  return section;
}

Cell ClassCell(const LineView& line) {
  if (line.vanished) return layout::WithTone(layout::Text("Vanished"), sheaf::v1::MUTED);
  const Cell cell = layout::Text(layout::TitleOf(line.headline));
  switch (line.headline) {
    case sheaf::v1::HEADLINE_COMPLETED:
      return layout::WithTone(cell, sheaf::v1::GOOD);
    case sheaf::v1::HEADLINE_NOT_STARTED:
      return layout::WithTone(cell, sheaf::v1::CAUTION);
    case sheaf::v1::HEADLINE_IN_PROGRESS:
      return cell;
    default:
      return layout::WithTone(cell, sheaf::v1::MUTED);
  }
}

// How far below its strategic measure a line stands: an initiative at 0.
int DepthOf(const Facts& facts, int row) {
  int depth = -1;
  for (int above = facts.Line(row).parent_row; above >= 0; above = facts.Line(above).parent_row) {
    ++depth;
  }
  return std::max(depth, 0);
}

void AddLines(const Facts& facts, std::vector<Link> portfolio, Section* section) {
  // Lines of a child plan join those of the measure that the plan belongs to.
  std::stable_sort(portfolio.begin(), portfolio.end(), [&](const Link& a, const Link& b) {
    return facts.RootOf(a.row) < facts.RootOf(b.row);
  });
  TableLayout table(layout::AddTable(section, "Initiatives and their activities"));
  table.Column("line", "Initiative or activity")
      .Column("proponent", "Proponent")
      .Column("class", "Counts as")
      .Column("standing", "On the endorsement chain")
      .Column("last_word", "Last word")
      .NumberColumn("age", "Its age", "months");
  int group = -1;
  for (const Link& link : portfolio) {
    if (const int root = facts.RootOf(link.row); root != group) {
      group = root;
      table.Group(facts.Line(root).title);
    }
    table.Row({LineCell(facts, link.row), ProponentCell(facts, link.row, &table),
               ClassCell(facts.Line(link.row)), StandingCell(facts, link),
               WordCell(facts, link.last), AgeCell(facts, link.last, &table)},
              sheaf::v1::ROW_ROLE_UNSPECIFIED, DepthOf(facts, link.row));
  }
}

Section LayOutLines(const Facts& facts, const std::vector<Link>& portfolio) {
  Section section = layout::MakeSection("initiatives", "Initiatives and activities", "ict");
  layout::AddParagraph(&section,
                       absl::StrCat("The proponent is the member state that the record names; ",
                                    CountStated(facts, portfolio), " of ", portfolio.size(),
                                    " lines have one. The age of the last word runs from the last "
                                    "day that its date can mean to ",
                                    facts.data().header().clocks().effective_date(), "."));
  AddLines(facts, portfolio, &section);
  return section;
}

}  // namespace

std::vector<Section> LayOutPortfolio(const Facts& facts) {
  const std::vector<Link> portfolio = PortfolioOf(facts);
  std::vector<Section> sections = {LayOutMeasures(facts, portfolio)};
  if (!portfolio.empty()) sections.push_back(LayOutLines(facts, portfolio));
  sections.push_back(LayOutProjects(facts));
  return sections;
}

}  // namespace sheaf::ict
