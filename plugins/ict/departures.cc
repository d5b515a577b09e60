#include "plugins/ict/departures.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plugins/ict/cells.h"
#include "plugins/ict/chain.h"
#include "plugins/sdk/layout.h"

namespace sheaf::ict {
namespace {

using plugin::Facts;
using sheaf::v1::Section;

// Lines that left in one way, or fell silent.
struct Way {
  std::string title;
  std::string_view behind;   // what stands behind it
  std::string_view counted;  // as what the lines count
  std::vector<Link> links;
};

constexpr std::string_view kDecision = "A decision";
constexpr std::string_view kNobody = "Nobody's decision: ask for it";

Way LeftBy(Ending ending, std::string_view behind, std::string_view counted,
           const std::vector<Link>& portfolio) {
  Way way{std::string(TitleOf(ending)), behind, counted, {}};
  for (const Link& link : portfolio) {
    if (link.ending == ending) way.links.push_back(link);
  }
  return way;
}

Way Silent(const Facts& facts, const std::vector<Link>& portfolio) {
  const int months = facts.words().manifest().cadence().stale_after_months();
  Way way{absl::StrCat("Silent: open, without a word for more than ", months, " months"),
          "Silence: ask for a report",
          "As last reported",
          {}};
  for (const Link& link : portfolio) {
    if (IsSilent(facts, link)) way.links.push_back(link);
  }
  return way;
}

// From the clearest to the least clear.
std::vector<Way> WaysOf(const Facts& facts) {
  const std::vector<Link> portfolio = PortfolioOf(facts);
  const std::string_view excluded = layout::TitleOf(sheaf::v1::HEADLINE_EXCLUDED);
  const std::string_view not_started = layout::TitleOf(sheaf::v1::HEADLINE_NOT_STARTED);
  const std::string_view not_reported = layout::TitleOf(sheaf::v1::HEADLINE_NOT_REPORTED);
  return {LeftBy(Ending::kCancelled, kDecision, excluded, portfolio),
          LeftBy(Ending::kWithdrawn, kDecision, excluded, portfolio),
          LeftBy(Ending::kMerged, kDecision, excluded, portfolio),
          LeftBy(Ending::kPostponed, kDecision, not_started, portfolio),
          LeftBy(Ending::kNoLongerReported, kNobody, not_reported, portfolio),
          LeftBy(Ending::kVanished, kNobody, "Not counted: no longer in the plan", portfolio),
          Silent(facts, portfolio)};
}

// All ways, also those that no line went: that none was cancelled is worth knowing, too.
void AddSummary(const std::vector<Way>& ways, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "What became of them"));
  table.Column("way", "What became of it")
      .NumberColumn("lines", "Lines")
      .Column("behind", "What stands behind it")
      .Column("counted", "Counts as");
  for (const Way& way : ways) {
    table.Row({layout::Text(way.title), layout::Count(static_cast<int64_t>(way.links.size())),
               layout::Text(way.behind), layout::Text(way.counted)});
  }
}

void AddLines(const Facts& facts, const std::vector<Way>& ways, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "The lines, with the last word on each"));
  table.Column("line", "Initiative or activity")
      .Column("proponent", "Proponent")
      .Column("ending_word", "As reported")
      .Column("last_word", "Last word before that")
      .NumberColumn("age", "Age of that word", "months");
  for (const Way& way : ways) {
    if (!way.links.empty()) table.Group(way.title);
    for (const Link& link : way.links) {
      // Nobody said that it vanished, or that it is silent.
      const bool was_said = link.ending != Ending::kNone && link.ending != Ending::kVanished;
      const auto& last = link.ending == Ending::kNone ? link.last : link.before_ending;
      table.Row({LineCell(facts, link.row), ProponentCell(facts, link.row, &table),
                 was_said ? WordCell(facts, link.last) : layout::Blank(), WordCell(facts, last),
                 AgeCell(facts, last, &table)});
    }
  }
}

}  // namespace

Section LayOutDepartures(const Facts& facts) {
  Section section = layout::MakeSection("departures", "Departures and silence", "ict");
  const std::vector<Way> ways = WaysOf(facts);
  size_t lines = 0;
  for (const Way& way : ways) lines += way.links.size();
  if (lines == 0) {
    layout::AddParagraph(&section, "No line has left the plan's work, and none is silent.");
    return section;
  }
  layout::AddParagraph(
      &section,
      "A line that was cancelled, withdrawn, merged or postponed has a decision behind it. One "
      "that "
      "is no longer reported or has vanished from the plan has none, and somebody should ask for "
      "it. A silent line is still open, and nobody has said anything of it for longer than the "
      "sector's cadence allows.");
  AddSummary(ways, &section);
  AddLines(facts, ways, &section);
  return section;
}

}  // namespace sheaf::ict
