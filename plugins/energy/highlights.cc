#include "plugins/energy/highlights.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plugins/energy/outlook.h"
#include "plugins/energy/phases.h"
#include "plugins/sdk/layout.h"
#include "proto/values/number.h"

namespace sheaf::energy {
namespace {

using plugin::Facts;
using sheaf::v1::Section;

// "2022; forecast 29.2 for 2025; target 32 by 2025".
std::string DetailOf(const Outlook& outlook, const EditionOutlook& edition) {
  std::string detail = YearText(edition.actual->year);
  if (edition.forecast) {
    absl::StrAppend(&detail, "; forecast ", FormatNumber(edition.forecast->value), " for ",
                    YearText(edition.forecast->year));
  }
  if (outlook.target) {
    absl::StrAppend(&detail, "; target ", FormatNumber(outlook.target->value));
    if (outlook.target->year != 0) absl::StrAppend(&detail, " by ", outlook.target->year);
  }
  return detail;
}

void AddTargets(const std::vector<Outlook>& outlooks, sheaf::v1::KeyFigures* figures) {
  for (const Outlook& outlook : outlooks) {
    const EditionOutlook* edition = QuotedEdition(outlook);
    if (outlook.kpi->level() != sheaf::v1::OUTCOME || edition == nullptr) continue;
    sheaf::v1::Cell value = layout::Number(edition->actual->value);
    value.set_unit(outlook.kpi->unit());
    layout::AddKeyFigure(figures, outlook.kpi->title(),
                         layout::From(value, edition->actual->record), DetailOf(outlook, *edition));
  }
}

// "APAEC Phase I" of "APAEC Phase I: short to medium-term strategies".
std::string ShortTitle(const plugin::LineView& line) {
  return std::string(line.title.substr(0, line.title.find(':')));
}

std::string OfActivities(const Phase& phase) {
  const auto activities = phase.activities.value();
  return activities ? absl::StrCat("of ", FormatNumber(*activities), " activities") : "";
}

void AddPhases(const Facts& facts, sheaf::v1::KeyFigures* figures) {
  for (const Phase& phase : PhasesOf(facts)) {
    const std::string name = ShortTitle(facts.Line(phase.row));
    if (const auto score = phase.score.value()) {
      sheaf::v1::Cell cell = layout::Number(*score);
      cell.set_unit("out of 5");
      layout::AddKeyFigure(figures, name + ": mean score", cell, OfActivities(phase));
    }
    if (const auto completed = phase.completed.value()) {
      sheaf::v1::Cell cell = layout::Number(*completed);
      cell.set_unit("%");
      layout::AddKeyFigure(figures, name + ": completed", cell, OfActivities(phase));
    }
  }
}

void AddDisagreements(const std::vector<Outlook>& outlooks, Section* section) {
  for (const Outlook& outlook : outlooks) {
    if (!outlook.disagreement) continue;
    layout::AddParagraph(section, outlook.kpi->title() + ": the editions disagree: " +
                                      Describe(*outlook.disagreement));
  }
}

std::vector<int> BindingOf(const Facts& facts) {
  std::vector<int> rows;
  for (const plugin::LineView& line : facts.data().lines()) {
    const bool is_binding = line.instrument_type == sheaf::v1::BINDING;
    if (is_binding && facts.InDenominator(line)) rows.push_back(line.row);
  }
  return rows;
}

// "Signed by some 2024-06 (4 member states signed)".
std::string LastWordOf(const Facts& facts, const plugin::UpdateView& last) {
  std::string text = facts.Say(last);
  if (last.value) {
    absl::StrAppend(&text, " (", FormatNumber(*last.value), " ", std::string(last.unit), ")");
  }
  return text;
}

void AddBinding(const Facts& facts, Section* section) {
  const std::vector<int> rows = BindingOf(facts);
  if (rows.empty()) return;
  layout::TableLayout table(layout::AddTable(section, "Binding instruments"));
  table.Column("instrument", "Instrument").Column("last_word", "Last reported");
  for (int row : rows) {
    const plugin::LineView& line = facts.Line(row);
    const auto last = facts.LastOf(row, "");
    table.Row(
        {layout::From(layout::Text(Facts::Label(line)), line.name),
         last ? layout::Text(LastWordOf(facts, *last)) : layout::Missing(sheaf::v1::NOT_REPORTED)});
  }
}

}  // namespace

Section LayOutHighlights(const Facts& facts) {
  Section section = layout::MakeSection("energy-highlights", "Highlights", "energy");
  const std::vector<Outlook> outlooks = OutlooksOf(facts);
  sheaf::v1::KeyFigures figures;
  AddTargets(outlooks, &figures);
  AddPhases(facts, &figures);
  if (figures.figures().empty()) {
    layout::AddParagraph(&section, "No KPI with a target and no phase has a figure on record.");
  } else {
    *layout::AddKeyFigures(&section) = figures;
  }
  AddDisagreements(outlooks, &section);
  AddBinding(facts, &section);
  return section;
}

}  // namespace sheaf::energy
