#include "plugins/transport/milestone_completion.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "plugins/sdk/layout.h"
#include "plugins/transport/class_shares.h"
#include "plugins/transport/streams.h"

namespace sheaf::transport {
namespace {

using plugin::Facts;
using plugin::LineView;
using plugin::UpdateView;
using sheaf::v1::Cell;
using sheaf::v1::Section;

constexpr std::string_view kMilestone = "milestone";
constexpr std::string_view kAction = "action";

std::vector<Branch> StreamsOf(const Facts& facts, std::string_view level) {
  return StreamsAmong(
      BranchesOf(facts, [level](const LineView& line) { return line.level == level; }));
}

void AddRow(Cell title, const plugin::LineTally& lines, sheaf::v1::RowRole role,
            layout::TableLayout* table) {
  std::vector<Cell> cells = {std::move(title)};
  AddShareCells(lines, table, &cells);
  table->Row(std::move(cells), role);
}

void AddByClass(const Facts& facts, std::string_view level, std::string_view title,
                Section* section) {
  const std::vector<Branch> streams = StreamsOf(facts, level);
  layout::TableLayout table(layout::AddTable(section, title));
  table.Column("stream", "Stream");
  AddShareColumns(&table);
  for (const Branch& stream : streams) {
    const LineView& line = facts.Line(stream.row);
    AddRow(layout::From(layout::Text(Facts::Label(line)), line.name), stream.lines,
           sheaf::v1::ROW_ROLE_UNSPECIFIED, &table);
  }
  AddRow(layout::Text("All streams"), TotalOf(streams), sheaf::v1::TOTAL, &table);
}

void AddBars(const Facts& facts, Section* section) {
  const std::vector<Branch> streams = StreamsOf(facts, kMilestone);
  std::vector<std::string> titles;
  for (const Branch& stream : streams) titles.push_back(ShortTitle(facts.Line(stream.row)));
  std::vector<ClassBar> bars;
  for (size_t i = 0; i < streams.size(); ++i) bars.push_back({titles[i], streams[i].lines});
  AddClassBars(bars, "Milestones by stream and class", "Stream", "milestones", section);
}

void AddFigures(const Facts& facts, Section* section) {
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(section);
  const auto add = [&](std::string_view level, std::string_view title) {
    const plugin::LineTally total = TotalOf(StreamsOf(facts, level));
    layout::AddKeyFigure(
        figures, title, layout::Share(total.Of(sheaf::v1::HEADLINE_COMPLETED), total.Denominator()),
        "of those on record");
  };
  add(kMilestone, "Milestones completed");
  add(kAction, "Actions completed");
}

Section LayOutCompletion(const Facts& facts) {
  Section section =
      layout::MakeSection("milestone-completion", "Milestone completion by stream", "transport");
  if (StreamsOf(facts, kMilestone).empty()) {
    layout::AddParagraph(&section, "The plan names no stream.");
    return section;
  }
  layout::AddParagraph(&section,
                       "Milestones and, apart from them, actions. An action counts by its own "
                       "reports and is not the sum of its milestones. Only lines that the plan on "
                       "record names are counted; the plan itself speaks of more.");
  AddFigures(facts, &section);
  AddByClass(facts, kMilestone, "Milestones", &section);
  AddBars(facts, &section);
  AddByClass(facts, kAction, "Actions", &section);
  return section;
}

bool SetsState(const Facts& facts, const UpdateView& update) {
  const auto* word = facts.words().Word(update.status);
  return word != nullptr && word->effect() != sheaf::v1::EVENT;
}

// The date of the word that completed the line: the region's last, else the last of a member state.
std::string_view CompletedOn(const Facts& facts, int row) {
  std::optional<UpdateView> regional, any;
  for (const UpdateView& update : facts.Of(row)) {
    if (!SetsState(facts, update)) continue;
    any = update;
    if (update.member_state.empty()) regional = update;
  }
  if (regional) return regional->effective_date;
  return any ? any->effective_date : "";
}

// Milestones completed, by stream (row) and year ("" for not stated).
using ByYear = std::map<std::string_view, int64_t>;
std::map<int, ByYear> CompletedByYear(const Facts& facts) {
  std::map<int, ByYear> completed;
  for (const LineView& line : facts.data().lines()) {
    const bool is_taken = line.level == kMilestone && facts.InDenominator(line) &&
                          line.headline == sheaf::v1::HEADLINE_COMPLETED;
    if (is_taken) ++completed[facts.TopOf(line.row)][CompletedOn(facts, line.row).substr(0, 4)];
  }
  return completed;
}

void AddYears(const Facts& facts, const std::map<int, ByYear>& completed, Section* section) {
  std::set<std::string_view> years;
  for (const auto& [stream, by_year] : completed) {
    for (const auto& [year, count] : by_year) years.insert(year);
  }
  layout::TableLayout table(layout::AddTable(section, "Milestones completed, by year"));
  table.Column("year", "Year");
  for (const auto& [stream, by_year] : completed) {
    table.NumberColumn("s" + std::to_string(stream), ShortTitle(facts.Line(stream)));
  }
  table.NumberColumn("all", "All streams");
  years.erase("");
  std::vector<std::string_view> rows(years.begin(), years.end());
  rows.push_back("");
  for (std::string_view year : rows) {
    std::vector<Cell> cells = {year.empty() ? layout::Text("Date not stated") : layout::Date(year)};
    int64_t all = 0;
    for (const auto& [stream, by_year] : completed) {
      const auto found = by_year.find(year);
      cells.push_back(layout::Count(found == by_year.end() ? 0 : found->second));
      all += cells.back().count();
    }
    cells.push_back(layout::Count(all));
    if (all > 0) table.Row(std::move(cells));
  }
}

Section LayOutYears(const Facts& facts, const std::map<int, ByYear>& completed) {
  Section section =
      layout::MakeSection("milestones-by-year", "When they were completed", "transport");
  layout::AddParagraph(&section,
                       "The year of the word by which a milestone counts as completed today. Where "
                       "a later word repeats that it is completed, the later year is shown.");
  AddYears(facts, completed, &section);
  return section;
}

}  // namespace

std::vector<Section> LayOutMilestoneCompletion(const Facts& facts) {
  std::vector<Section> sections = {LayOutCompletion(facts)};
  const std::map<int, ByYear> completed = CompletedByYear(facts);
  if (!completed.empty()) sections.push_back(LayOutYears(facts, completed));
  return sections;
}

}  // namespace sheaf::transport
