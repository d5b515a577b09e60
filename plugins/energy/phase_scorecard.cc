#include "plugins/energy/phase_scorecard.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plugins/energy/phases.h"
#include "plugins/energy/programme_areas.h"
#include "plugins/sdk/layout.h"
#include "plugins/sdk/result_cell.h"
#include "proto/values/number.h"

namespace sheaf::energy {
namespace {

using plugin::Facts;
using sheaf::v1::Cell;
using sheaf::v1::Section;

Cell FigureCell(const PhaseFigure& figure) {
  const std::optional<double> value = figure.value();
  return value ? layout::Number(*value) : layout::Missing(sheaf::v1::NOT_REPORTED);
}

Cell AchievementCell(const Phase& phase, layout::TableLayout* table) {
  const auto score = phase.score.value();
  const auto achievement = phase.achievement.value();
  if (!score || !achievement) return FigureCell(phase.achievement);
  const std::string note =
      SaysTheSame(*score, *achievement)
          ? absl::StrCat("The mean score in percent of 5: ", FormatNumber(*score), " of 5 is ",
                         FormatNumber(*achievement),
                         "%, one result said twice. It is not a share of activities completed.")
          : absl::StrCat("Should be the mean score in percent of 5, but ", FormatNumber(*score),
                         " of 5 is ", FormatFixed(*score / 5 * 100, 1), "%.");
  return layout::WithNote(FigureCell(phase.achievement), table->Note(note));
}

Cell CompletedCell(const Phase& phase, layout::TableLayout* table) {
  const auto percent = phase.completed.value();
  const auto activities = phase.activities.value();
  if (!percent || !activities) return FigureCell(phase.completed);
  const std::optional<int> whole = WholeNumberOf(*percent, *activities);
  const std::string given =
      absl::StrCat(FormatNumber(*percent), "% of ", FormatNumber(*activities), " activities is ");
  const std::string note = whole ? absl::StrCat(given, *whole, " activities.")
                                 : given + "no whole number of activities.";
  return layout::WithNote(FigureCell(phase.completed), table->Note(note));
}

std::string PeriodOf(const plugin::LineView& line) {
  return absl::StrCat(std::string(line.planned_start), " to ", std::string(line.planned_end));
}

Cell LastWord(const Facts& facts, int row) {
  const auto last = facts.LastOf(row, "");
  if (!last) return layout::Missing(sheaf::v1::NOT_REPORTED);
  return layout::From(layout::Text(facts.Say(*last)), last->name);
}

void AddScores(const Facts& facts, const std::vector<Phase>& phases, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Phases"));
  table.Column("phase", "Phase")
      .Column("period", "Period")
      .Column("last_word", "Last reported")
      .NumberColumn("activities", "Activities")
      .NumberColumn("score", "Mean score", "out of 5")
      .NumberColumn("achievement", "Achievement", "% of the highest score")
      .NumberColumn("completed", "Completed", "% of activities");
  for (const Phase& phase : phases) {
    const plugin::LineView& line = facts.Line(phase.row);
    table.Row({layout::From(layout::Text(Facts::Label(line)), line.name),
               layout::Text(PeriodOf(line)), LastWord(facts, phase.row),
               FigureCell(phase.activities), FigureCell(phase.score),
               AchievementCell(phase, &table), CompletedCell(phase, &table)});
  }
}

Section LayOutPhases(const Facts& facts) {
  Section section = layout::MakeSection("phase-scorecard", "Phase scorecard", "energy");
  const std::vector<Phase> phases = PhasesOf(facts);
  if (phases.empty()) {
    layout::AddParagraph(&section, "The plan names no phase.");
    return section;
  }
  layout::AddParagraph(
      &section,
      "The phases were measured in different ways: the first by a score of 0 to 5 for each "
      "activity, averaged; the second by the share of activities completed. The figures stand side "
      "by side and are neither added nor compared, and none of them enters the counts of lines. "
      "They cover all activities of a phase, of which the plan on record names only some.");
  AddScores(facts, phases, &section);
  return section;
}

void AddAreaRow(const Facts& facts, const AreaStanding& area, layout::TableLayout* table) {
  const plugin::LineView& line = facts.Line(area.row);
  const std::string_view body = facts.LeadBodyOf(area.row);
  const auto share = [&area](sheaf::v1::HeadlineClass headline) {
    return layout::Share(area.lines.Of(headline), area.lines.Denominator());
  };
  table->Row({layout::From(layout::Text(Facts::Label(line)), line.name),
              body.empty() ? layout::Blank() : layout::Text(body),
              layout::Count(area.lines.Counted()), share(sheaf::v1::HEADLINE_COMPLETED),
              share(sheaf::v1::HEADLINE_IN_PROGRESS), share(sheaf::v1::HEADLINE_NOT_STARTED),
              share(sheaf::v1::HEADLINE_NOT_REPORTED), layout::Count(area.score.scored),
              plugin::ResultCell(area.score.mean, 2, table)});
}

Section LayOutAreas(const Facts& facts, const std::vector<AreaStanding>& areas) {
  Section section =
      layout::MakeSection("phase-scorecard-areas", "Programme areas on record", "energy");
  layout::AddParagraph(&section,
                       "Actions and activities of the plan on record, by programme area, over both "
                       "phases. On the left how many are in each class, on the right the mean of "
                       "the scores that they have reported, each its last one: a count and a "
                       "judgement, which are not added. An activity without a score counts in no "
                       "mean.");
  layout::TableLayout table(layout::AddTable(&section, "Lines and scores by programme area"));
  table.Column("area", "Programme area")
      .Column("lead_body", "Lead body")
      .NumberColumn("lines", "Lines")
      .NumberColumn("completed", "Completed")
      .NumberColumn("in_progress", "In progress")
      .NumberColumn("not_started", "Not started")
      .NumberColumn("not_reported", "Not reported")
      .NumberColumn("scored", "Scored", "lines")
      .NumberColumn("score", "Mean score", "out of 5");
  for (const AreaStanding& area : areas) AddAreaRow(facts, area, &table);
  return section;
}

}  // namespace

std::vector<Section> LayOutPhaseScorecard(const Facts& facts) {
  std::vector<Section> sections = {LayOutPhases(facts)};
  const std::vector<AreaStanding> areas = AreasOf(facts);
  if (!areas.empty()) sections.push_back(LayOutAreas(facts, areas));
  return sections;
}

}  // namespace sheaf::energy
