#include "plugins/faf/highlights.h"

#include <algorithm>
#include <string>
#include <vector>

#include "plugins/faf/register.h"
#include "plugins/faf/sub_strategies.h"
#include "plugins/sdk/layout.h"

namespace sheaf::faf {
namespace {

using plugin::Facts;
using sheaf::v1::Section;

int64_t CountTraceable(const std::vector<Entry>& entries) {
  return std::count_if(entries.begin(), entries.end(),
                       [](const Entry& entry) { return !entry.decision.meeting.empty(); });
}

// The date of the latest decision; "" for none.
std::string_view LatestOf(const std::vector<Entry>& entries) {
  std::string_view latest;
  for (const Entry& entry : entries) latest = std::max(latest, entry.decision.effective_date);
  return latest;
}

void AddFigures(const Facts& facts, const std::vector<Entry>& entries, Section* section) {
  const auto with_uptake = std::count_if(entries.begin(), entries.end(),
                                         [](const Entry& entry) { return !entry.uptake.empty(); });
  const auto total = static_cast<int64_t>(entries.size());
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(figures, "Standards and guidelines in the register", layout::Count(total),
                       "adopted, endorsed, approved or issued");
  layout::AddKeyFigure(figures, "Not in the register yet", layout::Count(UndecidedOf(facts).size()),
                       "non-binding texts of the plan");
  layout::AddKeyFigure(figures, "With the meeting that decided",
                       layout::Share(CountTraceable(entries), total),
                       "of the texts in the register");
  layout::AddKeyFigure(figures, "With national uptake reported", layout::Share(with_uptake, total),
                       "coverage of reporting, not uptake itself");
  const std::vector<SubStrategy> strategies = SubStrategiesOf(facts);
  if (strategies.empty()) return;
  layout::AddKeyFigure(
      figures, "Sub-strategies decided",
      layout::Share(CountDecided(facts, strategies), static_cast<int64_t>(strategies.size())),
      "of those that stand below the plan");
}

void AddThrusts(const Facts& facts, const std::vector<Entry>& entries, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Register by thrust"));
  table.Column("thrust", "Thrust")
      .NumberColumn("texts", "Texts")
      .NumberColumn("traceable", "With meeting")
      .Column("latest", "Latest decision");
  for (const ThrustEntries& thrust : ByThrust(facts, entries)) {
    const std::string_view latest = LatestOf(thrust.entries);
    table.Row({layout::Text(facts.Line(thrust.row).title),
               layout::Count(static_cast<int64_t>(thrust.entries.size())),
               layout::Count(CountTraceable(thrust.entries)),
               latest.empty() ? layout::Blank() : layout::Date(latest)});
  }
  table.Row({layout::Text("All thrusts"), layout::Count(static_cast<int64_t>(entries.size())),
             layout::Count(CountTraceable(entries)), layout::Blank()},
            sheaf::v1::TOTAL);
}

}  // namespace

Section LayOutHighlights(const Facts& facts) {
  Section section = layout::MakeSection("faf-highlights", "Highlights", "faf");
  const std::vector<Entry> entries = EntriesOf(facts);
  if (entries.empty()) {
    layout::AddParagraph(&section, "No standard or guideline is recorded as adopted or issued.");
    return section;
  }
  AddFigures(facts, entries, &section);
  AddThrusts(facts, entries, &section);
  return section;
}

}  // namespace sheaf::faf
