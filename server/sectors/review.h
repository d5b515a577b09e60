// Review: what a version of an update has reached, and what a step makes of it. What is said of a
// version is its standing in the ledger, a sheaf.v1.Review; where nothing was said it is submitted,
// by who recorded it. Pure functions.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"
#include "sheaf/v1/review.pb.h"

namespace sheaf::sectors {

// Of any version of an update. DATA_LOSS where its standing cannot be read.
absl::StatusOr<v1::Review> ReviewOf(const ledger::Record& update);

// What is stored of an update that `actor` records: "" but for a draft.
std::string StandingOfNew(const std::string& actor, bool draft);

// What a correction of `before` by `actor` begins with. What was reached before goes on to count.
v1::Review AfterCorrection(const ledger::Record& before, const v1::Review& review,
                           const std::string& actor, bool draft);

// A step that somebody takes.
struct Step {
  v1::ReviewStep step = v1::REVIEW_STEP_UNSPECIFIED;
  std::string actor;
  std::string reason;             // of RETURN
  bool for_member_state = false;  // whether the update speaks for one
};

// What `step` makes of `review`; `review` itself where it was taken before. Of `name`, for people.
// FAILED_PRECONDITION (STEP_OUT_OF_TURN) where it is not its turn; PERMISSION_DENIED (OWN_UPDATE)
// where an author would verify.
absl::StatusOr<v1::Review> AfterStep(const v1::Review& review, const Step& step,
                                     const std::string& name);

// The revision of the version that counts where only what is at least `state` does: that of
// `update` itself, of an earlier one, or 0.
ledger::Revision CountedRevision(const ledger::Record& update, const v1::Review& review,
                                 v1::ReviewState state);

// The bytes that are stored.
std::string StandingOf(const v1::Review& review);

// "submitted", "accepted by silence"; for people.
std::string_view WordFor(v1::ReviewState state);

}  // namespace sheaf::sectors
