#include "plugins/transport/carry_over.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "plugins/sdk/layout.h"
#include "plugins/transport/streams.h"
#include "proto/values/number.h"

namespace sheaf::transport {
namespace {

using plugin::Facts;
using plugin::LineView;
using plugin::UpdateView;
using sheaf::v1::Cell;
using sheaf::v1::Section;

constexpr std::string_view kTag = "carry_over";

bool IsOpen(const Facts& facts, const LineView& line) {
  return facts.InDenominator(line) && line.headline != sheaf::v1::HEADLINE_COMPLETED;
}

// The line itself, or the nearest above it, that is named for the next plan; -1 for none.
int NamedAt(const Facts& facts, int row) {
  while (row >= 0 && !Facts::HasTag(facts.Line(row), kTag)) row = facts.Line(row).parent_row;
  return row;
}

// What goes over: named itself, or open.
struct Carried {
  int row = 0;
  int named_at = -1;
};
std::vector<Carried> CarriedIn(const Facts& facts) {
  std::vector<Carried> carried;
  for (const LineView& line : facts.data().lines()) {
    if (line.vanished) continue;
    const bool is_named = Facts::HasTag(line, kTag);
    if (is_named || IsOpen(facts, line)) carried.push_back({line.row, NamedAt(facts, line.row)});
  }
  return carried;
}

std::string_view StandingOf(const LineView& line) {
  if (line.state == sheaf::v1::NO_LONGER_REPORTED) return "no longer reported";
  if (line.state == sheaf::v1::POSTPONED) return "postponed";
  if (line.state == sheaf::v1::PENDING) return "pending";
  switch (line.headline) {
    case sheaf::v1::HEADLINE_COMPLETED:
      return "completed";
    case sheaf::v1::HEADLINE_IN_PROGRESS:
      return "in progress";
    case sheaf::v1::HEADLINE_NOT_STARTED:
      return "not started";
    case sheaf::v1::HEADLINE_EXCLUDED:
      return "left out of the totals";
    default:
      return "not reported";
  }
}

std::string Capitalised(std::string text) {
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text;
}

// "Named for the next plan; in progress".
std::string ReasonOf(const Facts& facts, const Carried& carried) {
  const LineView& line = facts.Line(carried.row);
  const std::string standing(StandingOf(line));
  if (carried.named_at < 0) return Capitalised(standing);
  std::string named = "Named for the next plan";
  if (carried.named_at != carried.row) {
    absl::StrAppend(&named, " with ", std::string(facts.Line(carried.named_at).code));
  }
  return IsHeading(facts, line) ? named : named + "; " + standing;
}

std::optional<UpdateView> LastWord(const Facts& facts, int row) {
  const std::optional<UpdateView> regional = facts.LastOf(row, "");
  if (regional) return regional;
  const std::vector<UpdateView> all = facts.Of(row);
  return all.empty() ? std::nullopt : std::optional<UpdateView>(all.back());
}

// "Under discussion 2023-12 (PHL, and 1 other)".
Cell LastWordCell(const Facts& facts, int row) {
  const std::optional<UpdateView> last = LastWord(facts, row);
  if (!last) {
    return IsHeading(facts, facts.Line(row)) ? layout::Blank()
                                             : layout::Missing(sheaf::v1::NOT_REPORTED);
  }
  std::string text = facts.Say(*last);
  if (last->value) {
    absl::StrAppend(&text, ", ", FormatNumber(*last->value), " ", std::string(last->unit));
  }
  if (last->member_state.empty()) return layout::From(layout::Text(text), last->name);
  std::set<std::string_view> states;
  for (const UpdateView& update : facts.Of(row)) states.insert(update.member_state);
  absl::StrAppend(&text, " (", std::string(last->member_state));
  if (states.size() > 1) absl::StrAppend(&text, ", and ", states.size() - 1, " more");
  return layout::From(layout::Text(text + ")"), last->name);
}

// The date expected last, else the planned end.
std::string_view ExpectedOf(const Facts& facts, const LineView& line) {
  std::string_view expected = line.planned_end;
  for (const UpdateView& update : facts.data().UpdatesOf(line.row)) {
    const bool is_dated =
        facts.words().IsExpectation(update.status) && !update.effective_date.empty();
    if (is_dated) expected = update.effective_date;
  }
  return expected;
}

Cell ExpectedCell(const Facts& facts, const LineView& line, layout::TableLayout* table) {
  const std::string_view expected = ExpectedOf(facts, line);
  if (expected.empty()) return layout::Blank();
  const Cell cell = layout::Date(expected);
  if (IsHeading(facts, line) || !facts.HasPassed(expected)) return cell;
  return layout::WithNote(layout::WithTone(cell, sheaf::v1::CAUTION),
                          table->Note("This date has passed."));
}

void AddLines(const Facts& facts, const std::vector<Carried>& all, std::string_view title,
              Section* section) {
  layout::TableLayout table(layout::AddTable(section, title));
  table.Column("line", "Line")
      .Column("reason", "Why it goes over")
      .Column("last_word", "Last word")
      .Column("expected", "Expected")
      .Column("lead_body", "Lead body");
  int group = -1;
  for (const Carried& carried : all) {
    const LineView& line = facts.Line(carried.row);
    const int top = facts.TopOf(carried.row);
    if (top != group) table.Group(facts.Line(top).title);
    group = top;
    const std::string_view body = facts.LeadBodyOf(carried.row);
    table.Row(
        {layout::From(layout::Text(Facts::Label(line)), line.name),
         layout::Text(ReasonOf(facts, carried)), LastWordCell(facts, carried.row),
         ExpectedCell(facts, line, &table), body.empty() ? layout::Blank() : layout::Text(body)},
        sheaf::v1::ROW_ROLE_UNSPECIFIED, 1);
  }
}

// The latest planned end of what stands at the top; "" where none is stated.
std::string_view PlanEnd(const Facts& facts) {
  std::string_view end;
  for (const LineView& line : facts.data().lines()) {
    if (line.parent_row < 0 && line.planned_end > end) end = line.planned_end;
  }
  return end;
}

std::string Introduction(const Facts& facts) {
  const std::string_view end = PlanEnd(facts);
  std::string text =
      "What the next plan inherits: lines that are named for it, and every counted line that is "
      "not completed. Lines withdrawn, cancelled or merged stay behind.";
  if (end.empty()) return text;
  return text +
         (facts.HasPassed(end) ? " The plan ended in " : " The plan runs until the end of ") +
         std::string(end) +
         (facts.HasPassed(end) ? "." : ": this is what would go over as it stands.");
}

void AddSummary(const Facts& facts, const std::vector<Carried>& carried, Section* section) {
  const std::vector<Branch> streams =
      StreamsAmong(BranchesOf(facts, [](const LineView&) { return true; }));
  layout::TableLayout table(layout::AddTable(section, "By stream"));
  table.Column("stream", "Stream")
      .NumberColumn("open", "Open")
      .NumberColumn("in_progress", "In progress")
      .NumberColumn("not_started", "Not started")
      .NumberColumn("not_reported", "Not reported")
      .NumberColumn("named", "Named for the next plan", "lines and headings");
  const auto row = [&](Cell title, const plugin::LineTally& lines, int64_t named,
                       sheaf::v1::RowRole role) {
    const int64_t open = lines.Denominator() - lines.Of(sheaf::v1::HEADLINE_COMPLETED);
    table.Row({std::move(title), layout::Share(open, lines.Denominator()),
               layout::Count(lines.Of(sheaf::v1::HEADLINE_IN_PROGRESS)),
               layout::Count(lines.Of(sheaf::v1::HEADLINE_NOT_STARTED)),
               layout::Count(lines.Of(sheaf::v1::HEADLINE_NOT_REPORTED)), layout::Count(named)},
              role);
  };
  int64_t all_named = 0;
  for (const Branch& stream : streams) {
    const auto named = std::count_if(carried.begin(), carried.end(), [&](const Carried& one) {
      return one.named_at == one.row && facts.TopOf(one.row) == stream.row;
    });
    all_named += named;
    const LineView& line = facts.Line(stream.row);
    row(layout::From(layout::Text(Facts::Label(line)), line.name), stream.lines, named,
        sheaf::v1::ROW_ROLE_UNSPECIFIED);
  }
  row(layout::Text("All streams"), TotalOf(streams), all_named, sheaf::v1::TOTAL);
}

}  // namespace

std::vector<Section> LayOutCarryOver(const Facts& facts) {
  std::vector<Section> sections = {
      layout::MakeSection("carry-over", "Carry-over to the next plan", "transport")};
  const std::vector<Carried> carried = CarriedIn(facts);
  if (carried.empty()) {
    layout::AddParagraph(&sections.front(),
                         "No line is open, and none is named for the next plan.");
    return sections;
  }
  layout::AddParagraph(&sections.front(), Introduction(facts));
  AddSummary(facts, carried, &sections.front());
  std::vector<Carried> named, open;
  for (const Carried& one : carried) (one.named_at >= 0 ? named : open).push_back(one);
  if (!named.empty()) {
    sections.push_back(
        layout::MakeSection("carry-over-named", "Named for the next plan", "transport"));
    AddLines(facts, named, "Named lines, and open ones below a named heading", &sections.back());
  }
  if (!open.empty()) {
    sections.push_back(layout::MakeSection("carry-over-open", "Open, and not named", "transport"));
    AddLines(facts, open, "Open lines", &sections.back());
  }
  return sections;
}

}  // namespace sheaf::transport
