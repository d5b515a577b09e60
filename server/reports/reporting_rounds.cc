// Reporting rounds of a sector: who was asked, who has answered, and who in time. It counts what is
// submitted, whatever other reports count.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "plugins/sdk/layout.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/reports/layouts.h"
#include "server/reports/round_tallies.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

// Of more items than these of one round and state there is no row for who is asked; all are
// counted.
constexpr size_t kMostOfOne = 15;

// Who speaks for the region as a whole.
constexpr std::string_view kBodies = "Sectoral body";

// In this order the colours of a chart, which go by place, set off what is overdue.
constexpr std::array kInCharts = {v1::ANSWERED, v1::OVERDUE, v1::ANSWERED_LATE, v1::DUE,
                                  v1::SENT_BACK};

v1::Cell ToneIf(int64_t count, v1::Tone tone) {
  v1::Cell cell = layout::Count(count);
  return count == 0 ? cell : layout::WithTone(std::move(cell), tone);
}

void AddTallyColumns(TableLayout* table) {
  table->NumberColumn("asked", "Asked").NumberColumn("answered", "Answered");
  table->NumberColumn("in_time", "In time").NumberColumn("late", "Late");
  table->NumberColumn("sent_back", "Sent back").NumberColumn("due", "Due");
  table->NumberColumn("overdue", "Overdue");
}

void AddTallyCells(const Tally& tally, std::vector<v1::Cell>* cells) {
  cells->push_back(layout::Count(tally.Asked()));
  cells->push_back(layout::Share(tally.Answered(), tally.Asked()));
  cells->push_back(layout::Share(tally.Of(v1::ANSWERED), tally.Asked()));
  cells->push_back(layout::Count(tally.Of(v1::ANSWERED_LATE)));
  cells->push_back(ToneIf(tally.Of(v1::SENT_BACK), v1::CAUTION));
  cells->push_back(layout::Count(tally.Of(v1::DUE)));
  cells->push_back(ToneIf(tally.Of(v1::OVERDUE), v1::BAD));
}

v1::Chart* AddTallyChart(std::string_view title, std::string_view x_title, v1::Section* section) {
  v1::Chart* chart =
      layout::AddChart(section, v1::Chart::STACKED_BARS, title, x_title, "Answers asked for");
  chart->set_unit("answers");
  for (const v1::DueState state : kInCharts) {
    chart->add_series()->set_title(std::string(TitleOf(state)));
  }
  return chart;
}

void AddBar(const std::string& label, const Tally& tally, v1::Chart* chart) {
  chart->add_labels(label);
  for (size_t i = 0; i < kInCharts.size(); ++i) {
    chart->mutable_series(static_cast<int>(i))
        ->add_points()
        ->set_value(static_cast<double>(tally.Of(kInCharts[i])));
  }
}

std::string AskedWhom(const v1::ReportingRound& round) {
  const int states = round.member_states_size();
  const std::string of_states =
      std::to_string(states) + (states == 1 ? " member state" : " member states");
  if (states == 0) return "the sectoral bodies";
  return AsksBodies(round) ? of_states + " and the sectoral bodies" : of_states;
}

std::string Introduction(const Round& round) {
  const v1::ReportingRound& asked = round.round();
  std::string text = "Asks " + AskedWhom(asked) + " about " + asked.period() +
                     ". Answers count from " + asked.open_date() + " and are in time until " +
                     asked.deadline() + ".";
  if (asked.closed()) {
    text += " Closed on " + round.answers.effective.ToString() +
            ": the figures are those of revision " + std::to_string(round.answers.revision) +
            ", whatever came later.";
  } else if (round.HasPassed()) {
    text += " The deadline has passed.";
  }
  if (asked.sectors_size() > 1) {
    text += " The round asks " + std::to_string(asked.sectors_size()) +
            " sectors; here is what it asks of this one.";
  }
  return text;
}

// Before the deadline nothing can be late or overdue yet.
void AddFigures(const Round& round, v1::Section* section) {
  std::set<std::string> lines;
  for (const AskedItem& item : round.answers.items) lines.insert(item.due.line());
  const Tally& tally = round.tally;
  v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(figures, "Asked", layout::Count(tally.Asked()),
                       "answers on " + std::to_string(lines.size()) + " lines");
  layout::AddKeyFigure(figures, "Answered", layout::Share(tally.Answered(), tally.Asked()),
                       "completeness");
  if (round.HasPassed()) {
    layout::AddKeyFigure(figures, "In time", layout::Share(tally.Of(v1::ANSWERED), tally.Asked()),
                         "timeliness; " + std::to_string(tally.Of(v1::ANSWERED_LATE)) + " late");
  }
  layout::AddKeyFigure(figures, "Sent back", ToneIf(tally.Of(v1::SENT_BACK), v1::CAUTION));
  if (round.HasPassed()) {
    layout::AddKeyFigure(figures, "Overdue", ToneIf(tally.Of(v1::OVERDUE), v1::BAD));
  } else {
    layout::AddKeyFigure(figures, "Due", layout::Count(tally.Of(v1::DUE)));
  }
}

using Split = std::map<std::string, Tally>;

// The sectoral bodies stand first: theirs is the empty name.
std::string_view WhoOf(std::string_view name) { return name.empty() ? kBodies : name; }

void AddSplitTable(const Round& round, const Split& split, std::string_view title,
                   std::string_view column, v1::Section* section) {
  TableLayout table(layout::AddTable(section, title));
  table.Column("who", column);
  AddTallyColumns(&table);
  const auto add = [&](std::string_view who, const Tally& tally, v1::RowRole role) {
    std::vector<v1::Cell> cells = {layout::Text(who)};
    AddTallyCells(tally, &cells);
    table.Row(std::move(cells), role);
  };
  for (const auto& [who, tally] : split) add(WhoOf(who), tally, v1::ROW_ROLE_UNSPECIFIED);
  add("All", round.tally, v1::TOTAL);
}

void AddSpeakers(const Round& round, v1::Section* section) {
  const Split split = round.SplitBy([&](const v1::DueItem& due) { return round.SpeakerOf(due); });
  v1::Chart* chart = AddTallyChart("Answers by who is asked", "Who is asked", section);
  for (const auto& [who, tally] : split) AddBar(std::string(WhoOf(who)), tally, chart);
  AddSplitTable(round, split, "By who is asked", "Who is asked", section);
}

void AddBodies(const Round& round, v1::Section* section) {
  const Split split = round.SplitBy([](const v1::DueItem& due) {
    return due.lead_body().empty() ? std::string("No body is stated") : due.lead_body();
  });
  AddSplitTable(round, split, "By the body in charge of the lines", "In charge", section);
}

// "Viet Nam (15 of 99)".
std::string GroupTitle(std::string_view who, size_t all) {
  const std::string shown = all > kMostOfOne ? std::to_string(kMostOfOne) + " of " : "";
  return std::string(who) + " (" + shown + std::to_string(all) + ")";
}

std::vector<v1::Cell> ItemCells(const v1::DueItem& due) {
  std::vector<v1::Cell> cells = {layout::From(layout::Text(IdOf(due.line())), due.line()),
                                 layout::Text(due.title())};
  if (due.state() == v1::SENT_BACK) {
    cells.push_back(layout::From(layout::Text(due.returned_reason()), due.update()));
  }
  cells.push_back(layout::Text(due.lead_body()));
  return cells;
}

// Lists what is in `state`, grouped by who is asked; nothing where nothing is.
void AddList(const Round& round, v1::DueState state, v1::Section* section) {
  const std::vector<const v1::DueItem*> items = round.ItemsIn(state);
  if (items.empty()) return;
  const std::string title(TitleOf(state));
  TableLayout table(layout::AddTable(section, title));
  table.Column("line", "Line").Column("title", "Title");
  if (state == v1::SENT_BACK) table.Column("reason", "Why it was sent back");
  table.Column("lead_body", "In charge");
  bool all = true;
  for (auto first = items.begin(); first != items.end();) {
    const std::string who = round.SpeakerOf(**first);
    const auto end = std::find_if(
        first, items.end(), [&](const v1::DueItem* due) { return round.SpeakerOf(*due) != who; });
    const auto count = static_cast<size_t>(end - first);
    table.Group(GroupTitle(WhoOf(who), count));
    for (size_t i = 0; i < std::min(count, kMostOfOne); ++i) table.Row(ItemCells(*first[i]));
    all = all && count <= kMostOfOne;
    first = end;
  }
  if (all) return;
  layout::AddParagraph(section, title + ": the first " + std::to_string(kMostOfOne) +
                                    " of each who is asked are listed; all are counted.");
}

void AddRound(const Round& round, size_t place, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("round-" + std::to_string(place), round.round().title(),
                                 document->sector());
  layout::AddParagraph(section, Introduction(round));
  if (!round.round().note().empty()) {
    layout::AddParagraph(section, "The secretariat's note: " + round.round().note());
  }
  if (round.tally.Asked() == 0) {
    layout::AddParagraph(section,
                         "It asks for no answer in this sector: no counted line has any of those "
                         "who are asked taking part.");
    return;
  }
  AddFigures(round, section);
  AddSpeakers(round, section);
  AddBodies(round, section);
  AddList(round, v1::OVERDUE, section);
  AddList(round, v1::SENT_BACK, section);
}

void AddSummaryFigures(const Rounds& rounds, v1::Section* section) {
  int64_t asked = 0, answered = 0, sent_back = 0, overdue = 0;
  for (const Round& round : rounds.shown) {
    if (round.round().closed()) continue;
    asked += round.tally.Asked();
    answered += round.tally.Answered();
    sent_back += round.tally.Of(v1::SENT_BACK);
    overdue += round.tally.Of(v1::OVERDUE);
  }
  v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(figures, "Open rounds", layout::Count(static_cast<int64_t>(rounds.open)));
  if (rounds.open == 0) return;
  layout::AddKeyFigure(figures, "Answered", layout::Share(answered, asked),
                       "of what open rounds ask");
  layout::AddKeyFigure(figures, "Sent back", ToneIf(sent_back, v1::CAUTION), "in open rounds");
  layout::AddKeyFigure(figures, "Overdue", ToneIf(overdue, v1::BAD), "in open rounds");
}

std::string StandOf(const Round& round) {
  if (round.round().closed()) return "Closed " + round.answers.effective.ToString();
  return round.HasPassed() ? "Open, past its deadline" : "Open";
}

void AddRoundTable(const Rounds& rounds, v1::Section* section) {
  v1::Chart* chart = AddTallyChart("Answers by round", "Round", section);
  TableLayout table(layout::AddTable(section, "Rounds"));
  table.Column("round", "Round").Column("period", "Period").Column("stand", "Stand");
  table.Column("deadline", "Deadline");
  AddTallyColumns(&table);
  for (const Round& round : rounds.shown) {
    const v1::ReportingRound& asked = round.round();
    std::vector<v1::Cell> cells = {layout::From(layout::Text(asked.title()), asked.name()),
                                   layout::Text(asked.period()), layout::Text(StandOf(round)),
                                   layout::Date(asked.deadline())};
    AddTallyCells(round.tally, &cells);
    table.Row(std::move(cells));
    AddBar(asked.title(), round.tally, chart);
  }
}

void AddLeftOut(size_t all, size_t most, std::string_view what, v1::Section* section) {
  if (all <= most) return;
  layout::AddParagraph(
      section, "Of " + std::to_string(all) + " rounds that are " + std::string(what) + " the " +
                   std::to_string(most) +
                   (what == "open" ? " that are due first" : " that were closed last") +
                   " are shown.");
}

void AddSummary(const Rounds& rounds, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("summary", "At a glance", document->sector());
  if (rounds.shown.empty()) {
    layout::AddParagraph(section, "No reporting round has asked this sector for anything yet.");
    return;
  }
  AddSummaryFigures(rounds, section);
  layout::AddParagraph(section,
                       "Completeness is what was answered, in time or late; timeliness is what was "
                       "answered in time. Both are of all that was asked (" +
                           std::string(kDueRule) + "). What is submitted counts, checked or not.");
  AddRoundTable(rounds, section);
  AddLeftOut(rounds.open, Rounds::kMostOpen, "open", section);
  AddLeftOut(rounds.closed, Rounds::kMostClosed, "closed", section);
}

}  // namespace

absl::StatusOr<v1::Document> LayOutReportingRounds(const Material& material) {
  const Part& part = material.parts.front();
  v1::Document document = DocumentOf(part, "reporting-rounds", "reporting rounds");
  document.set_counts(v1::SUBMITTED);
  if (material.ledger == nullptr) {
    v1::Section* section = document.add_sections();
    *section = layout::MakeSection("summary", "At a glance", document.sector());
    section->set_unavailable("What was handed in cannot be read here.");
    return document;
  }
  SHEAF_ASSIGN_OR_RETURN(const Rounds rounds, ReadRounds(material, part.sector));
  AddSummary(rounds, &document);
  for (size_t i = 0; i < rounds.shown.size(); ++i) AddRound(rounds.shown[i], i + 1, &document);
  return document;
}

}  // namespace sheaf::reports
