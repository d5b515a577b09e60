#include "plugins/faf/highlights.h"

#include <algorithm>
#include <string>
#include <vector>

#include "plugins/faf/register.h"
#include "plugins/sdk/layout.h"

namespace sheaf::faf {
namespace {

using plugin::Facts;
using sheaf::v1::Section;

// The entries of one thrust, in numbers.
struct ThrustCount {
  int row = 0;
  int64_t entries = 0;
  int64_t traceable = 0;
  std::string_view latest;  // date of the latest decision

  void Add(const Entry& entry) {
    ++entries;
    traceable += entry.decision.meeting.empty() ? 0 : 1;
    latest = std::max(latest, entry.decision.effective_date);
  }
};

// Every thrust, also one without an entry.
std::vector<ThrustCount> CountByThrust(const Facts& facts, const std::vector<Entry>& entries) {
  std::vector<ThrustCount> counts;
  for (int row : facts.data().ChildrenOf(-1)) {
    if (facts.Line(row).vanished) continue;
    counts.push_back({row, 0, 0, ""});
    for (const Entry& entry : entries) {
      if (facts.TopOf(entry.row) == row) counts.back().Add(entry);
    }
  }
  return counts;
}

void AddFigures(const Facts& facts, const std::vector<Entry>& entries, Section* section) {
  int64_t traceable = 0, with_uptake = 0;
  for (const Entry& entry : entries) {
    traceable += entry.decision.meeting.empty() ? 0 : 1;
    with_uptake += entry.uptake > 0 ? 1 : 0;
  }
  const int64_t total = static_cast<int64_t>(entries.size());
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(figures, "Standards and guidelines in the register", layout::Count(total),
                       "adopted, endorsed, approved or issued");
  layout::AddKeyFigure(figures, "Not in the register yet", layout::Count(UndecidedOf(facts).size()),
                       "non-binding texts of the plan");
  layout::AddKeyFigure(figures, "With the meeting that decided", layout::Share(traceable, total),
                       "of the texts in the register");
  layout::AddKeyFigure(figures, "With national uptake reported", layout::Share(with_uptake, total),
                       "coverage of reporting, not uptake itself");
}

void AddThrusts(const Facts& facts, const std::vector<Entry>& entries, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Register by thrust"));
  table.Column("thrust", "Thrust")
      .NumberColumn("texts", "Texts")
      .NumberColumn("traceable", "With meeting")
      .Column("latest", "Latest decision");
  ThrustCount total;
  for (const ThrustCount& count : CountByThrust(facts, entries)) {
    table.Row({layout::Text(facts.Line(count.row).title), layout::Count(count.entries),
               layout::Count(count.traceable),
               count.latest.empty() ? layout::Blank() : layout::Date(count.latest)});
    total.entries += count.entries;
    total.traceable += count.traceable;
  }
  table.Row({layout::Text("All thrusts"), layout::Count(total.entries),
             layout::Count(total.traceable), layout::Blank()},
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
