// The instruments of the transport plan and where they stand, for the region and for each member
// state.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "plugins/sdk/facts.h"

namespace sheaf::transport {

// An agreement, protocol or arrangement, or the pilot or operation of one.
struct Instrument {
  int row = 0;
  bool is_part = false;  // the line above it is an instrument, too
  // What the region reported on its path, one word a stage, in the order in which they were
  // reached.
  std::vector<plugin::UpdateView> region;
  // The last word on its path about each member state that is reported by name.
  std::map<std::string_view, plugin::UpdateView> by_state;
  // How many states have signed and ratified; whoever has ratified has signed. Unset where neither
  // a number nor a name is reported.
  std::optional<int64_t> signed_by;
  std::optional<int64_t> ratified_by;
  // The dates of the updates that gave the numbers; "" where names gave them, or not stated.
  std::string_view signed_date;
  std::string_view ratified_date;
  // States that are reported by name as trying it out or as in live operation, and since when the
  // first of them; or since when the region is, without a number. Unset and "" where neither is.
  std::optional<int64_t> on_trial;
  std::string_view on_trial_since;
};

// The instruments, in plan order: every binding line, every other line on the path of signature and
// ratification, and pilots and operations directly below one of them. Vanished lines are left out.
std::vector<Instrument> InstrumentsOf(const plugin::Facts& facts);

// The regional word that says that it is in force; null where none does.
const plugin::UpdateView* InForceWord(const plugin::Facts& facts, const Instrument& instrument);
// True where there is one.
bool IsInForce(const plugin::Facts& facts, const Instrument& instrument);
// True where everybody who took part on the date of the report has ratified.
bool IsRatifiedByAll(const plugin::Facts& facts, const Instrument& instrument);

// What a text waits for, by its last word, regional or of a member state.
enum class Waiting { kForNothing, kForSignature, kForRatification };
Waiting WaitingFor(const plugin::Facts& facts, const plugin::UpdateView& last_word);
// For the region: an instrument that is in force waits for nothing.
Waiting WaitingFor(const plugin::Facts& facts, const Instrument& instrument);

// The word that stands for `member_state` where none is reported by name: the regional one that
// says that all who took part on its date have signed or ratified. Unset where there is none.
std::optional<plugin::UpdateView> ImpliedFor(const plugin::Facts& facts,
                                             const Instrument& instrument,
                                             std::string_view member_state);

}  // namespace sheaf::transport
