#include "plugins/faf/national_uptake.h"

#include <algorithm>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "plugins/faf/register.h"
#include "plugins/sdk/layout.h"

namespace sheaf::faf {
namespace {

using layout::TableLayout;
using plugin::Facts;
using sheaf::v1::Cell;
using sheaf::v1::Section;

std::vector<Entry> WithUptake(std::vector<Entry> entries) {
  std::erase_if(entries, [](const Entry& entry) { return entry.uptake.empty(); });
  return entries;
}

// "SGP 2021, THA 2023-05", each with its report.
Cell StatesCell(const Entry& entry) {
  std::string text;
  Cell cell = layout::Text("");
  for (const auto& [state, report] : entry.uptake) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", std::string(state));
    if (!report.effective_date.empty()) {
      absl::StrAppend(&text, " ", std::string(report.effective_date));
    }
    cell = layout::From(cell, report.name);
  }
  cell.set_text(text);
  return cell;
}

void AddTexts(const Facts& facts, const std::vector<Entry>& entries, Section* section) {
  TableLayout table(layout::AddTable(section, "Texts that member states apply"));
  table.Column("text", "Standard or guideline")
      .Column("decided", "Decided")
      .NumberColumn("uptake", "National uptake", "member states")
      .Column("states", "Applied by");
  int group = -1;
  for (const Entry& entry : entries) {
    if (const int thrust = facts.RootOf(entry.row); thrust != group) {
      group = thrust;
      table.Group(facts.Line(thrust).title);
    }
    const plugin::LineView& line = facts.Line(entry.row);
    table.Row({layout::From(layout::Text(Facts::Label(line)), line.name),
               layout::From(layout::Text(facts.Say(entry.decision)), entry.decision.name),
               entry.UptakeCell(), StatesCell(entry)});
  }
}

// How many texts a member state applies, of those of the register that it takes part in.
struct StateTally {
  int64_t applied = 0;
  int64_t open_to = 0;
};

std::map<std::string_view, StateTally> TallyByState(const std::vector<Entry>& entries) {
  std::map<std::string_view, StateTally> tallies;
  for (const Entry& entry : entries) {
    for (const std::string_view state : entry.participants) ++tallies[state].open_to;
    for (const auto& [state, report] : entry.uptake) ++tallies[state].applied;
  }
  return tallies;
}

// "Brunei Darussalam (BRN)"; the code alone where no name is on record.
std::string NameOf(const Facts& facts, std::string_view code) {
  for (const sheaf::v1::MemberState& state : facts.data().member_states()) {
    if (!state.name().ends_with("/" + std::string(code)) || state.short_title().empty()) continue;
    return absl::StrCat(state.short_title(), " (", std::string(code), ")");
  }
  return std::string(code);
}

void AddStates(const Facts& facts, const std::vector<Entry>& register_entries, Section* section) {
  TableLayout table(layout::AddTable(section, "Uptake by member state"));
  table.Column("state", "Member state")
      .NumberColumn("applied", "Texts reported as applied, of the register");
  for (const auto& [state, tally] : TallyByState(register_entries)) {
    Cell cell = layout::Missing(sheaf::v1::NOT_REPORTED);
    if (tally.applied > 0 && tally.open_to > 0) cell = layout::Share(tally.applied, tally.open_to);
    if (tally.applied > 0 && tally.open_to == 0) cell = layout::Count(tally.applied);
    table.Row({layout::Text(NameOf(facts, state)), std::move(cell)});
  }
}

void AddFigures(const std::vector<Entry>& entries, const std::vector<Entry>& applied,
                Section* section) {
  const auto everywhere = std::count_if(applied.begin(), applied.end(), [](const Entry& entry) {
    return !entry.participants.empty() && entry.uptake.size() == entry.participants.size();
  });
  const auto all = static_cast<int64_t>(entries.size());
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(figures, "Texts with uptake reported",
                       layout::Share(static_cast<int64_t>(applied.size()), all),
                       "by at least one member state: coverage of reporting");
  layout::AddKeyFigure(figures, "Applied by all who take part", layout::Share(everywhere, all),
                       "of the texts in the register");
}

Section LayOutUptake(const Facts& facts, const std::vector<Entry>& entries) {
  Section section = layout::MakeSection("national-uptake", "National uptake", "faf");
  if (entries.empty()) {
    layout::AddParagraph(&section, "No standard or guideline is recorded as adopted or issued.");
    return section;
  }
  const std::vector<Entry> applied = WithUptake(entries);
  AddFigures(entries, applied, &section);
  layout::AddParagraph(
      &section,
      absl::StrCat(
          "A member state reports with the word applied_nationally that it applies a text. "
          "Uptake is the number of those that do, of those that take part in the line on ",
          facts.data().header().clocks().effective_date(),
          applied.empty() ? ". No member state has reported on any text; that is not the "
                            "same as not applying it."
                          : ". A text that nobody reports on is not the same as one that "
                            "nobody applies."));
  if (applied.empty()) return section;
  AddTexts(facts, applied, &section);
  AddStates(facts, entries, &section);
  return section;
}

Section LayOutUnreported(const Facts& facts, const std::vector<Entry>& entries) {
  Section section =
      layout::MakeSection("national-uptake-due", "Where reports of uptake are due", "faf");
  TableLayout table(layout::AddTable(&section, "Texts with uptake reported, by thrust"));
  table.Column("thrust", "Thrust")
      .NumberColumn("texts", "Texts in the register")
      .NumberColumn("reported", "With uptake reported")
      .NumberColumn("due", "Nobody has reported");
  int64_t all = 0, reported = 0;
  for (const ThrustEntries& thrust : ByThrust(facts, entries)) {
    const auto texts = static_cast<int64_t>(thrust.entries.size());
    const auto applied = static_cast<int64_t>(WithUptake(thrust.entries).size());
    table.Row({layout::Text(facts.Line(thrust.row).title), layout::Count(texts),
               layout::Count(applied), layout::Count(texts - applied)});
    all += texts;
    reported += applied;
  }
  table.Row({layout::Text("All thrusts"), layout::Count(all), layout::Count(reported),
             layout::Count(all - reported)},
            sheaf::v1::TOTAL);
  return section;
}

}  // namespace

std::vector<Section> LayOutNationalUptake(const Facts& facts) {
  const std::vector<Entry> entries = EntriesOf(facts);
  if (entries.empty()) return {LayOutUptake(facts, entries)};
  return {LayOutUptake(facts, entries), LayOutUnreported(facts, entries)};
}

}  // namespace sheaf::faf
