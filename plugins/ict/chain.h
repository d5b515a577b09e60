// The endorsement chain of the ICT sector: working level, senior officials (ADGSOM, formerly
// TELSOM), then ministers (ADGMIN, formerly TELMIN).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "plugins/sdk/facts.h"

namespace sheaf::ict {

// Where a line stands on the chain, the last case that applies.
enum class Standing {
  kBelowSeniorOfficials,  // only the working level, or a word without a body
  kHeardByMinisters,      // an event at the ministers' (noted, published), which decides nothing
  kDecidedElsewhere,      // adopted or approved, by a body that is not stated or not of the chain
  kEndorsedBySeniors,     // endorsed; the ministers have not decided
  kDecidedBySeniors,      // approved or adopted by senior officials, who may have the last word
  kBeforeMinisters,       // the ministers have it, and no decision is recorded
  kDecidedByMinisters,
};

// How a line fell out of the plan's work. Six different things, told apart: behind the first four
// stands a decision, behind the last two none.
enum class Ending {
  kNone,
  kPostponed,
  kCancelled,
  kWithdrawn,
  kMerged,
  kNoLongerReported,
  kVanished,
};

// A line of the portfolio: where it stands on the chain, and whether it fell out.
struct Link {
  int row = 0;
  Standing standing = Standing::kBelowSeniorOfficials;
  Ending ending = Ending::kNone;
  std::optional<plugin::UpdateView> seniors;    // their last word; of equal steps, the later
  std::optional<plugin::UpdateView> ministers;  // a decision goes before any other word
  std::optional<plugin::UpdateView> last;       // the last word of anybody
  // Where it ended: the last word before that.
  std::optional<plugin::UpdateView> before_ending;
};

// One line, whether it entered the chain or not.
Link LinkOf(const plugin::Facts& facts, int row);

// Counted lines, and vanished ones that were reported on, in plan order.
std::vector<Link> PortfolioOf(const plugin::Facts& facts);
// Those of them with a word of a body of the chain or with a step of it, and those that have an
// ending.
std::vector<Link> LinksOf(const plugin::Facts& facts);

// True where the line is gone without a decision.
bool IsDropped(const Link& link);
// Of a line that is open and has no ending: its last word is older than the cadence allows, as the
// core's rule stale-v1 has it.
bool IsSilent(const plugin::Facts& facts, const Link& link);

// True for a line that entered the chain, whatever became of it.
bool IsOnChain(const plugin::Facts& facts, int row);
// True where senior officials are through with it and the ministers are not.
bool WaitsForMinisters(const Link& link);

// For people: "Decided by ministers".
std::string_view TitleOf(Standing standing);
std::string_view TitleOf(Ending ending);

}  // namespace sheaf::ict
