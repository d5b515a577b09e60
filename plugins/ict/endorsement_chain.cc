#include "plugins/ict/endorsement_chain.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plugins/ict/cells.h"
#include "plugins/ict/chain.h"
#include "plugins/sdk/layout.h"

namespace sheaf::ict {
namespace {

using plugin::Facts;
using plugin::LineView;
using sheaf::v1::Cell;
using sheaf::v1::Section;

constexpr Standing kStandings[] = {
    Standing::kDecidedByMinisters,   Standing::kDecidedBySeniors,  Standing::kDecidedElsewhere,
    Standing::kBeforeMinisters,      Standing::kEndorsedBySeniors, Standing::kHeardByMinisters,
    Standing::kBelowSeniorOfficials,
};

std::vector<Link> ChainOf(const Facts& facts) {
  std::vector<Link> links = LinksOf(facts);
  std::erase_if(links, [&](const Link& link) { return !IsOnChain(facts, link.row); });
  return links;
}

// Each line of the chain once: where it stands, or how it fell out.
void AddStandings(const std::vector<Link>& links, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Where the lines of the chain stand"));
  table.Column("standing", "Where it stands").NumberColumn("lines", "Lines");
  const auto add = [&](std::string_view title, auto is_it) {
    const auto lines = std::count_if(links.begin(), links.end(), is_it);
    if (lines > 0) table.Row({layout::Text(title), layout::Count(lines)});
  };
  for (const Standing standing : kStandings) {
    add(TitleOf(standing), [standing](const Link& link) {
      return link.ending == Ending::kNone && link.standing == standing;
    });
  }
  add("Postponed, ended or dropped on the way",
      [](const Link& link) { return link.ending != Ending::kNone; });
  table.Row(
      {layout::Text("All lines of the chain"), layout::Count(static_cast<int64_t>(links.size()))},
      sheaf::v1::TOTAL);
}

// Months from the word of senior officials to that of the ministers, or so far.
Cell MonthsCell(const Facts& facts, const Link& link, layout::TableLayout* table) {
  if (!link.seniors) return layout::Blank();
  const std::string_view from = link.seniors->effective_date;
  if (link.standing == Standing::kDecidedByMinisters) {
    const auto months = Facts::MonthsBetween(from, link.ministers->effective_date);
    if (months) return layout::Count(*months);
    return layout::WithNote(layout::Missing(sheaf::v1::NOT_AVAILABLE),
                            table->Note("The dates are not precise enough to tell."));
  }
  if (!WaitsForMinisters(link)) return layout::Blank();
  const std::optional<int> months = facts.AgeInMonths(from);
  if (!months) return layout::Missing(sheaf::v1::NOT_AVAILABLE);
  return layout::WithNote(layout::WithTone(layout::Count(*months), sheaf::v1::CAUTION),
                          table->Note("So far: the ministers have not decided."));
}

void AddChain(const Facts& facts, const std::vector<Link>& links, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Lines on the chain"));
  table.Column("line", "Initiative or activity")
      .Column("proponent", "Proponent")
      .Column("seniors", "Senior officials")
      .Column("ministers", "Ministers")
      .NumberColumn("months", "Between the two", "months")
      .Column("standing", "Where it stands");
  int group = -1;
  for (const Link& link : links) {
    if (const int root = facts.RootOf(link.row); root != group) {
      group = root;
      table.Group(facts.Line(root).title);
    }
    table.Row({LineCell(facts, link.row), ProponentCell(facts, link.row, &table),
               WordCell(facts, link.seniors), WordCell(facts, link.ministers),
               MonthsCell(facts, link, &table), StandingCell(facts, link)});
  }
}

int64_t CountedLinesOf(const Facts& facts) {
  const auto& lines = facts.data().lines();
  return std::count_if(lines.begin(), lines.end(),
                       [](const LineView& line) { return line.counted; });
}

}  // namespace

Section LayOutEndorsementChain(const Facts& facts) {
  Section section = layout::MakeSection("endorsement-chain", "Endorsement chain", "ict");
  const std::vector<Link> links = ChainOf(facts);
  if (links.empty()) {
    layout::AddParagraph(&section, "No line has been before senior officials or ministers.");
    return section;
  }
  layout::AddParagraph(
      &section,
      absl::StrCat(
          "An initiative goes from its proponent and the working level to senior officials "
          "(ADGSOM, until 2019 TELSOM) and from there to the ministers (ADGMIN, until 2019 "
          "TELMIN). ",
          links.size(), " lines are on this chain, of ", CountedLinesOf(facts),
          " counted lines; the others were never reported as before any of these "
          "bodies."));
  AddStandings(links, &section);
  AddChain(facts, links, &section);
  return section;
}

}  // namespace sheaf::ict
