#include "plugins/faf/standards_register.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "plugins/faf/register.h"
#include "plugins/sdk/layout.h"

namespace sheaf::faf {
namespace {

using plugin::Facts;
using plugin::LineView;
using sheaf::v1::Cell;
using sheaf::v1::Section;

Cell TextOrMissing(std::string_view text) {
  return text.empty() ? layout::Missing(sheaf::v1::NOT_REPORTED) : layout::Text(text);
}

Cell LineCell(const LineView& line) {
  return layout::From(layout::Text(Facts::Label(line)), line.name);
}

// Zero reports of uptake are no report: nobody has said that nobody applies it.
Cell UptakeCell(const Facts& facts, const Entry& entry) {
  if (entry.uptake == 0) return layout::Missing(sheaf::v1::NOT_REPORTED);
  const auto states = facts.Participants(facts.Line(entry.row));
  if (states.empty()) return layout::Count(entry.uptake);
  return layout::Share(entry.uptake, static_cast<int64_t>(states.size()));
}

Cell DecisionCell(const Facts& facts, const Entry& entry, layout::TableLayout* table) {
  const Cell cell =
      layout::From(layout::Text(facts.words().TitleOf(entry.decision.status)), entry.decision.name);
  if (facts.StageOf(entry.decision) != "issued") return cell;
  return layout::WithNote(cell, table->Note("Listed with its year only; that it was adopted is not "
                                            "recorded."));
}

void AddEntries(const Facts& facts, const std::vector<Entry>& entries, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Standards and guidelines, by thrust"));
  table.Column("text", "Standard or guideline")
      .Column("decision", "Decision")
      .Column("body", "Body")
      .Column("meeting", "Meeting")
      .Column("date", "Date")
      .Column("contents", "Holds")
      .NumberColumn("uptake", "National uptake", "member states");
  int group = -1;
  for (const Entry& entry : entries) {
    if (const int top = facts.TopOf(entry.row); top != group) {
      group = top;
      table.Group(facts.Line(top).title);
    }
    const plugin::UpdateView& decision = entry.decision;
    table.Row({LineCell(facts.Line(entry.row)), DecisionCell(facts, entry, &table),
               TextOrMissing(decision.body), TextOrMissing(decision.meeting),
               decision.effective_date.empty() ? layout::Missing(sheaf::v1::NOT_REPORTED)
                                               : layout::Date(decision.effective_date),
               entry.contents.empty() ? layout::Blank() : layout::Text(entry.contents),
               UptakeCell(facts, entry)});
  }
}

Section LayOutRegister(const Facts& facts) {
  Section section = layout::MakeSection("standards-register", "Standards register", "faf");
  const std::vector<Entry> entries = EntriesOf(facts);
  if (entries.empty()) {
    layout::AddParagraph(&section, "No standard or guideline is recorded as adopted or issued.");
    return section;
  }
  const int64_t with_uptake = std::count_if(entries.begin(), entries.end(),
                                            [](const Entry& entry) { return entry.uptake > 0; });
  layout::AddParagraph(
      &section,
      absl::StrCat(entries.size(),
                   " non-binding texts of the plan were adopted, endorsed, approved or issued. A "
                   "text that stands under two thrusts is listed once. National uptake is the "
                   "number of member states that reported that they apply it; it is reported for ",
                   with_uptake, " of them."));
  AddEntries(facts, entries, &section);
  return section;
}

Section LayOutUndecided(const Facts& facts) {
  Section section = layout::MakeSection("standards-undecided", "Not in the register yet", "faf");
  const std::vector<int> rows = UndecidedOf(facts);
  if (rows.empty()) {
    layout::AddParagraph(&section, "Every non-binding text of the plan is in the register.");
    return section;
  }
  layout::AddParagraph(&section,
                       "Non-binding texts for which no adoption, endorsement, approval or issue is "
                       "recorded.");
  layout::TableLayout table(layout::AddTable(&section, "Texts without a decision"));
  table.Column("text", "Standard or guideline")
      .Column("thrust", "Thrust")
      .Column("last_word", "Last reported");
  for (int row : rows) {
    const auto last = facts.LastOf(row, "");
    table.Row({LineCell(facts.Line(row)), layout::Text(facts.Line(facts.TopOf(row)).title),
               last ? layout::From(layout::Text(facts.Say(*last)), last->name)
                    : layout::Missing(sheaf::v1::NOT_REPORTED)});
  }
  return section;
}

}  // namespace

std::vector<Section> LayOutStandardsRegister(const Facts& facts) {
  return {LayOutRegister(facts), LayOutUndecided(facts)};
}

}  // namespace sheaf::faf
