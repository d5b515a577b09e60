#include "plugins/ict/endorsement_chain.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "plugins/ict/chain.h"
#include "plugins/sdk/layout.h"

namespace sheaf::ict {
namespace {

using plugin::Facts;
using plugin::LineView;
using plugin::UpdateView;
using sheaf::v1::Cell;
using sheaf::v1::Section;

// "Endorsed 2022-01, ADGSOM"; the meeting, which names the body, where it is known.
std::string SayWithBody(const Facts& facts, const UpdateView& update) {
  const std::string_view where = update.meeting.empty() ? update.body : update.meeting;
  return where.empty() ? facts.Say(update)
                       : absl::StrCat(facts.Say(update), ", ", std::string(where));
}

Cell WordCell(const Facts& facts, const std::optional<UpdateView>& update) {
  if (!update) return layout::Missing(sheaf::v1::NOT_REPORTED);
  return layout::From(layout::Text(SayWithBody(facts, *update)), update->name);
}

Cell LineCell(const Facts& facts, int row) {
  const LineView& line = facts.Line(row);
  return layout::From(layout::Text(Facts::Label(line)), line.name);
}

Cell ProponentCell(const Facts& facts, int row, layout::TableLayout* table) {
  const std::string_view body = facts.LeadBodyOf(row);
  if (body.empty()) return layout::Missing(sheaf::v1::NOT_REPORTED);
  if (!facts.Line(row).lead_body.empty()) return layout::Text(body);
  return layout::WithNote(layout::WithTone(layout::Text(body), sheaf::v1::MUTED),
                          table->Note("Not stated for the line; that of the line above it."));
}

Cell StandingCell(const Link& link) {
  if (link.ending != Ending::kNone) {
    return layout::WithTone(layout::Text(TitleOf(link.ending)), sheaf::v1::CAUTION);
  }
  const Cell cell = layout::Text(TitleOf(link.standing));
  if (link.standing == Standing::kDecidedByMinisters) {
    return layout::WithTone(cell, sheaf::v1::GOOD);
  }
  return WaitsForMinisters(link) ? layout::WithTone(cell, sheaf::v1::CAUTION) : cell;
}

void AddChain(const Facts& facts, const std::vector<Link>& links, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Lines on the chain"));
  table.Column("line", "Initiative or activity")
      .Column("proponent", "Proponent")
      .Column("seniors", "Senior officials")
      .Column("ministers", "Ministers")
      .Column("standing", "Where it stands")
      .Column("last_word", "Last word of anybody");
  int group = -1;
  for (const Link& link : links) {
    if (const int top = facts.TopOf(link.row); top != group) {
      group = top;
      table.Group(facts.Line(top).title);
    }
    table.Row({LineCell(facts, link.row), ProponentCell(facts, link.row, &table),
               WordCell(facts, link.seniors), WordCell(facts, link.ministers), StandingCell(link),
               WordCell(facts, link.last)});
  }
}

int64_t CountedLinesOf(const Facts& facts) {
  const auto& lines = facts.data().lines();
  return std::count_if(lines.begin(), lines.end(),
                       [](const LineView& line) { return line.counted; });
}

Section LayOutChain(const Facts& facts, std::vector<Link> links) {
  Section section = layout::MakeSection("endorsement-chain", "Endorsement chain", "ict");
  std::erase_if(links, [&](const Link& link) { return !IsOnChain(facts, link.row); });
  if (links.empty()) {
    layout::AddParagraph(&section, "No line has been before senior officials or ministers.");
    return section;
  }
  const int64_t counted = CountedLinesOf(facts);
  layout::AddParagraph(
      &section,
      absl::StrCat(
          "An initiative goes from its proponent and the working level to senior officials "
          "(ADGSOM, until 2019 TELSOM) and from there to the ministers (ADGMIN, until 2019 "
          "TELMIN). ",
          links.size(), " lines are on this chain, of ", counted,
          " counted lines; the others were never reported as before any of these bodies."));
  AddChain(facts, links, &section);
  return section;
}

Section LayOutEndings(const Facts& facts, std::vector<Link> links) {
  Section section =
      layout::MakeSection("endorsement-chain-ended", "Postponed, ended or silent", "ict");
  std::erase_if(links, [](const Link& link) { return link.ending == Ending::kNone; });
  if (links.empty()) {
    layout::AddParagraph(&section, "No line is postponed, ended or silent.");
    return section;
  }
  layout::AddParagraph(
      &section,
      "A line that was cancelled or postponed has a decision behind it; one that is no longer "
      "reported or has vanished from the plan has none, and somebody should ask for it.");
  layout::TableLayout table(layout::AddTable(&section, "What became of them"));
  table.Column("line", "Initiative or activity")
      .Column("proponent", "Proponent")
      .Column("ending", "What became of it")
      .Column("ending_word", "As reported")
      .Column("last_word", "Last word before that");
  for (const Link& link : links) {
    const bool vanished = link.ending == Ending::kVanished;
    table.Row({LineCell(facts, link.row), ProponentCell(facts, link.row, &table),
               StandingCell(link), vanished ? layout::Blank() : WordCell(facts, link.last),
               WordCell(facts, link.before_ending)});
  }
  return section;
}

}  // namespace

std::vector<Section> LayOutEndorsementChain(const Facts& facts) {
  const std::vector<Link> links = LinksOf(facts);
  return {LayOutChain(facts, links), LayOutEndings(facts, links)};
}

}  // namespace sheaf::ict
