#include "plugins/faf/standards_register.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "plugins/faf/register.h"
#include "plugins/sdk/layout.h"
#include "proto/values/partial_date.h"

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
    if (const int thrust = facts.RootOf(entry.row); thrust != group) {
      group = thrust;
      table.Group(facts.Line(thrust).title);
    }
    const plugin::UpdateView& decision = entry.decision;
    table.Row({LineCell(facts.Line(entry.row)), DecisionCell(facts, entry, &table),
               TextOrMissing(decision.body), TextOrMissing(decision.meeting),
               decision.effective_date.empty() ? layout::Missing(sheaf::v1::NOT_REPORTED)
                                               : layout::Date(decision.effective_date),
               entry.contents.empty() ? layout::Blank() : layout::Text(entry.contents),
               entry.UptakeCell()});
  }
}

// Texts by the meeting that decided, in the order of the meetings' dates: what a meeting is asked
// about, and what nobody can look up.
void AddMeetings(const std::vector<Entry>& entries, Section* section) {
  std::map<std::pair<std::string_view, std::string_view>, int64_t> meetings;  // by date and name
  std::map<std::string_view, std::string_view> first_dates;
  for (const Entry& entry : entries) {
    const std::string_view date = entry.decision.effective_date;
    const auto [known, is_new] = first_dates.try_emplace(entry.decision.meeting, date);
    if (!is_new && date.size() > known->second.size()) known->second = date;
  }
  for (const Entry& entry : entries) {
    const std::string_view meeting = entry.decision.meeting;
    if (!meeting.empty()) ++meetings[{first_dates[meeting], meeting}];
  }
  layout::TableLayout table(layout::AddTable(section, "Texts by meeting"));
  table.Column("meeting", "Meeting").Column("date", "Date").NumberColumn("texts", "Texts");
  int64_t traced = 0;
  for (const auto& [meeting, texts] : meetings) {
    table.Row({layout::Text(meeting.second), layout::Date(meeting.first), layout::Count(texts)});
    traced += texts;
  }
  const auto all = static_cast<int64_t>(entries.size());
  table.Row({layout::WithTone(layout::Text("Meeting not reported"), sheaf::v1::MUTED),
             layout::Blank(), layout::Count(all - traced)});
  table.Row({layout::Text("All texts"), layout::Blank(), layout::Count(all)}, sheaf::v1::TOTAL);
}

// Every year from the first to the last: one without a text is a year without a text.
void AddYears(const std::vector<Entry>& entries, Section* section) {
  std::map<int, int> texts;
  for (const Entry& entry : entries) {
    const auto date = PartialDate::Parse(entry.decision.effective_date);
    if (date.ok() && date->stated()) ++texts[date->year()];
  }
  if (texts.size() < 2) return;
  const int64_t dated = std::accumulate(
      texts.begin(), texts.end(), int64_t{0},
      [](int64_t sum, const std::pair<const int, int>& year) { return sum + year.second; });
  const auto undated = static_cast<int64_t>(entries.size()) - dated;
  if (undated > 0) {
    layout::AddParagraph(
        section, absl::StrCat("The picture leaves out ", undated, undated == 1 ? " text" : " texts",
                              " whose decision states no year."));
  }
  sheaf::v1::Chart* chart =
      layout::AddChart(section, sheaf::v1::Chart::BARS, "Texts by year of the decision", "Year",
                       "Standards and guidelines");
  chart->set_unit("texts");
  sheaf::v1::Series* series = chart->add_series();
  series->set_title("Texts decided");
  for (int year = texts.begin()->first; year <= texts.rbegin()->first; ++year) {
    chart->add_labels(std::to_string(year));
    series->add_points()->set_value(texts.count(year) > 0 ? texts[year] : 0);
  }
}

Section LayOutRegister(const Facts& facts) {
  Section section = layout::MakeSection("standards-register", "Standards register", "faf");
  const std::vector<Entry> entries = EntriesOf(facts);
  if (entries.empty()) {
    layout::AddParagraph(&section, "No standard or guideline is recorded as adopted or issued.");
    return section;
  }
  const int64_t with_uptake = std::count_if(
      entries.begin(), entries.end(), [](const Entry& entry) { return !entry.uptake.empty(); });
  layout::AddParagraph(
      &section,
      absl::StrCat(entries.size(),
                   " non-binding texts of the plan were adopted, endorsed, approved or issued. A "
                   "text that stands under two thrusts is listed once. National uptake is the "
                   "number of member states that reported that they apply it; it is reported for ",
                   with_uptake == 0 ? "none" : absl::StrCat(with_uptake), " of them."));
  AddYears(entries, &section);
  AddMeetings(entries, &section);
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
    table.Row({LineCell(facts.Line(row)), layout::Text(facts.Line(facts.RootOf(row)).title),
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
