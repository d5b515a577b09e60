#include "plugins/ict/highlights.h"

#include <algorithm>
#include <string>
#include <vector>

#include "plugins/ict/chain.h"
#include "plugins/ict/projects.h"
#include "plugins/sdk/layout.h"

namespace sheaf::ict {
namespace {

using plugin::Facts;
using sheaf::v1::Section;

bool IsEndedByDecision(const Link& link) {
  return link.ending == Ending::kCancelled || link.ending == Ending::kWithdrawn;
}

// Of the latest year for which both numbers are on record.
void AddProjects(const Facts& facts, sheaf::v1::KeyFigures* figures) {
  const ProjectYear* latest = nullptr;
  const std::vector<ProjectYear> years = ProjectYearsOf(facts);
  for (const ProjectYear& year : years) {
    if (year.completed) latest = &year;
  }
  if (latest == nullptr) return;
  layout::AddKeyFigure(figures, "Smart city projects completed", CompletedCell(*latest),
                       "of all projects of the network, " + std::string(latest->all.period));
}

void AddFigures(const Facts& facts, const std::vector<Link>& links, Section* section) {
  int64_t chains = 0, decided = 0, waiting = 0, cancelled = 0, dropped = 0;
  for (const Link& link : links) {
    if (IsOnChain(facts, link.row)) {
      ++chains;
      decided += link.standing == Standing::kDecidedByMinisters ? 1 : 0;
      waiting += WaitsForMinisters(link) ? 1 : 0;
    }
    cancelled += IsEndedByDecision(link) ? 1 : 0;
    dropped += IsDropped(link) ? 1 : 0;
  }
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(figures, "Decided by ministers", layout::Share(decided, chains),
                       "of the lines on the endorsement chain");
  layout::AddKeyFigure(figures, "Waiting for ministers", layout::Count(waiting), "lines");
  layout::AddKeyFigure(figures, "Cancelled or withdrawn", layout::Count(cancelled),
                       "lines, by decision");
  layout::AddKeyFigure(figures, "Dropped", layout::Count(dropped),
                       "lines, no longer reported or vanished, without a decision");
  AddProjects(facts, figures);
}

// What somebody should act on.
bool IsOpenQuestion(const Link& link) { return WaitsForMinisters(link) || IsDropped(link); }

void AddOpenQuestions(const Facts& facts, const std::vector<Link>& links, Section* section) {
  if (std::none_of(links.begin(), links.end(), IsOpenQuestion)) {
    layout::AddParagraph(
        section, "No line waits for the ministers and none was dropped without a decision.");
    return;
  }
  layout::TableLayout table(
      layout::AddTable(section, "Waiting for ministers, or dropped without a decision"));
  table.Column("line", "Initiative or activity")
      .Column("standing", "Where it stands")
      .Column("last_word", "Last word said");
  for (const Link& link : links) {
    if (!IsOpenQuestion(link)) continue;
    const plugin::LineView& line = facts.Line(link.row);
    const auto& word = IsDropped(link) ? link.before_ending : link.last;
    table.Row({layout::From(layout::Text(Facts::Label(line)), line.name),
               layout::Text(IsDropped(link) ? TitleOf(link.ending) : TitleOf(link.standing)),
               word ? layout::Text(facts.Say(*word)) : layout::Missing(sheaf::v1::NOT_REPORTED)});
  }
}

}  // namespace

Section LayOutHighlights(const Facts& facts) {
  Section section = layout::MakeSection("ict-highlights", "Highlights", "ict");
  const std::vector<Link> links = LinksOf(facts);
  if (links.empty()) {
    layout::AddParagraph(&section, "No line has been before senior officials or ministers.");
    return section;
  }
  AddFigures(facts, links, &section);
  AddOpenQuestions(facts, links, &section);
  return section;
}

}  // namespace sheaf::ict
