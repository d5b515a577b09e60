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

// How a line fell out of the plan's work. Four different things, told apart.
enum class Ending { kNone, kPostponed, kCancelled, kNoLongerReported, kVanished };

// A line that entered the chain, or fell out.
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

// Counted lines, and vanished ones that were reported on, in plan order: those with a word of a
// body of the chain or with a step of it, and those that have an ending.
std::vector<Link> LinksOf(const plugin::Facts& facts);

// True for a line that entered the chain, whatever became of it.
bool IsOnChain(const plugin::Facts& facts, int row);
// True where senior officials are through with it and the ministers are not.
bool WaitsForMinisters(const Link& link);

// For people: "Decided by ministers".
std::string_view TitleOf(Standing standing);
std::string_view TitleOf(Ending ending);

}  // namespace sheaf::ict
