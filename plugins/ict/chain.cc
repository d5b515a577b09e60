#include "plugins/ict/chain.h"

#include <algorithm>

namespace sheaf::ict {
namespace {

using plugin::Facts;
using plugin::LineView;
using plugin::UpdateView;
using Names = std::vector<std::string_view>;

const Names kMinisters = {"ADGMIN", "TELMIN"};
const Names kSeniors = {"ADGSOM", "TELSOM"};
const Names kWorkingLevel = {"ATRC", "ANSAC", "WG-DDG"};
const Names kDecisions = {"adopted", "approved", "signed"};
const Names kSteps = {"tasked", "endorsed", "approved", "adopted", "signed"};

bool IsOneOf(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool IsOfChain(const Facts& facts, const UpdateView& update) {
  return IsOneOf(update.body, kMinisters) || IsOneOf(update.body, kSeniors) ||
         IsOneOf(update.body, kWorkingLevel) || facts.IsAt(update, kSteps);
}

// Ministers decide by endorsing, too.
bool IsMinistersDecision(const Facts& facts, const UpdateView& update) {
  return IsOneOf(update.body, kMinisters) &&
         (facts.IsAt(update, kDecisions) || facts.IsAt(update, {"endorsed"}));
}

// How far a word of the ministers takes a line.
Standing ReachedBy(const Facts& facts, const UpdateView& update) {
  if (IsMinistersDecision(facts, update)) return Standing::kDecidedByMinisters;
  // A task that they gave goes down the chain.
  if (facts.IsAt(update, {"tasked"})) return Standing::kBelowSeniorOfficials;
  const sheaf::v1::StatusDefinition* word = facts.words().Word(update.status);
  const bool is_event = word != nullptr && word->effect() == sheaf::v1::EVENT;
  return is_event ? Standing::kHeardByMinisters : Standing::kBeforeMinisters;
}

void ReadMinisters(const Facts& facts, const UpdateView& update, Link* link) {
  const Standing reached = ReachedBy(facts, update);
  const bool was_decided = link->standing == Standing::kDecidedByMinisters;
  if (!was_decided || reached == Standing::kDecidedByMinisters) link->ministers = update;
  link->standing = std::max(link->standing, reached);
}

void ReadSeniors(const Facts& facts, const UpdateView& update, Link* link) {
  link->seniors = update;
  if (facts.IsAt(update, {"endorsed"})) {
    link->standing = std::max(link->standing, Standing::kEndorsedBySeniors);
  } else if (facts.IsAt(update, kDecisions)) {
    link->standing = std::max(link->standing, Standing::kDecidedBySeniors);
  }
}

void ReadWord(const Facts& facts, const UpdateView& update, Link* link) {
  link->last = update;
  if (IsOneOf(update.body, kMinisters)) return ReadMinisters(facts, update, link);
  if (IsOneOf(update.body, kSeniors)) return ReadSeniors(facts, update, link);
  if (facts.IsAt(update, kDecisions)) {
    link->standing = std::max(link->standing, Standing::kDecidedElsewhere);
  }
}

Ending EndingOf(const LineView& line) {
  if (line.vanished) return Ending::kVanished;
  switch (line.state) {
    case sheaf::v1::POSTPONED:
      return Ending::kPostponed;
    case sheaf::v1::CANCELLED:
      return Ending::kCancelled;
    case sheaf::v1::WITHDRAWN:
      return Ending::kWithdrawn;
    case sheaf::v1::MERGED:
      return Ending::kMerged;
    case sheaf::v1::NO_LONGER_REPORTED:
      return Ending::kNoLongerReported;
    default:
      return Ending::kNone;
  }
}

}  // namespace

bool IsOnChain(const Facts& facts, int row) {
  const std::vector<UpdateView> updates = facts.Of(row);
  return std::any_of(updates.begin(), updates.end(),
                     [&](const UpdateView& update) { return IsOfChain(facts, update); });
}

Link LinkOf(const Facts& facts, int row) {
  const LineView& line = facts.Line(row);
  Link link;
  link.row = line.row;
  link.ending = EndingOf(line);
  for (const UpdateView& update : facts.Of(line.row)) {
    link.before_ending = link.last;
    ReadWord(facts, update, &link);
  }
  // Nobody said that it vanished: the last word is the one before.
  if (link.ending == Ending::kVanished) link.before_ending = link.last;
  return link;
}

std::vector<Link> PortfolioOf(const Facts& facts) {
  std::vector<Link> links;
  for (const LineView& line : facts.data().lines()) {
    const bool was_reported = line.vanished && !facts.Of(line.row).empty();
    if (line.counted || was_reported) links.push_back(LinkOf(facts, line.row));
  }
  return links;
}

std::vector<Link> LinksOf(const Facts& facts) {
  std::vector<Link> links = PortfolioOf(facts);
  std::erase_if(links, [&](const Link& link) {
    return link.ending == Ending::kNone && !IsOnChain(facts, link.row);
  });
  return links;
}

bool IsDropped(const Link& link) {
  return link.ending == Ending::kNoLongerReported || link.ending == Ending::kVanished;
}

bool IsSilent(const Facts& facts, const Link& link) {
  const sheaf::v1::Cadence& cadence = facts.words().manifest().cadence();
  const sheaf::v1::HeadlineClass headline = facts.Line(link.row).headline;
  const bool is_open =
      headline == sheaf::v1::HEADLINE_IN_PROGRESS || headline == sheaf::v1::HEADLINE_NOT_STARTED;
  if (!is_open || link.ending != Ending::kNone || !link.last) return false;
  return facts.IsOlderThan(link.last->effective_date, cadence.stale_after_months());
}

bool WaitsForMinisters(const Link& link) {
  return link.ending == Ending::kNone && (link.standing == Standing::kEndorsedBySeniors ||
                                          link.standing == Standing::kBeforeMinisters);
}

std::string_view TitleOf(Standing standing) {
  switch (standing) {
    case Standing::kBelowSeniorOfficials:
      return "Below senior officials";
    case Standing::kHeardByMinisters:
      return "Heard by ministers";
    case Standing::kDecidedElsewhere:
      return "Decided by another body";
    case Standing::kEndorsedBySeniors:
      return "Waits for ministers";
    case Standing::kDecidedBySeniors:
      return "Decided by senior officials";
    case Standing::kBeforeMinisters:
      return "Before ministers";
    case Standing::kDecidedByMinisters:
      return "Decided by ministers";
  }
  return "";
}

std::string_view TitleOf(Ending ending) {
  switch (ending) {
    case Ending::kNone:
      return "";
    case Ending::kPostponed:
      return "Postponed by decision";
    case Ending::kCancelled:
      return "Cancelled by decision";
    case Ending::kWithdrawn:
      return "Withdrawn by its owner";
    case Ending::kMerged:
      return "Merged into another line";
    case Ending::kNoLongerReported:
      return "No longer reported";
    case Ending::kVanished:
      return "Vanished from the plan";
  }
  return "";
}

}  // namespace sheaf::ict
