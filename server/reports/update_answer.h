// Rule due-v1, of one update: whether it answers what a reporting round asks, and when it was
// handed in. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "proto/values/partial_date.h"
#include "server/ledger/ledger.h"
#include "sheaf/v1/round.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::reports {

// What an answer has to be.
struct Wanted {
  std::string period;  // of the round; an update may name none
  PartialDate open;    // handed in on this day or later
};

// One version of an update, as it was recorded.
struct UpdateVersion {
  v1::Update update;  // with its review; without one it was handed in
  PartialDate recorded;
  ledger::Verb verb = ledger::Verb::kCreate;
};

struct UpdateAnswer {
  enum class Kind { kNone, kReturned, kAnswer };
  Kind kind = Kind::kNone;
  // Of an answer: the day on which its speaker handed it in first, whatever became of it since.
  PartialDate handed_in;
  // Of what was returned: why.
  std::string reason;
};

// `versions` are all of one update's, oldest first; what they come to for the speaker of the last.
UpdateAnswer Weigh(const std::vector<UpdateVersion>& versions, const Wanted& wanted);

// Whether what `update` says was handed in: it is neither a draft nor returned.
bool IsHandedIn(const v1::Update& update);

// True where the last version says by itself what all of them would: whether the update answers,
// and whether it was handed in by `deadline`.
bool SaysAll(const UpdateVersion& last, bool is_first, PartialDate deadline);

}  // namespace sheaf::reports
