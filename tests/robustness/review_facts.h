// What is said of the review of a version of an update, and what comes of it: written once more,
// from the contract alone, to be obviously right.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "sheaf/v1/review.pb.h"

namespace sheaf::robustness {

// Who wrote and who verified is left out: whoever reviews here writes nothing.
struct ReviewFacts {
  v1::ReviewState state = v1::SUBMITTED;
  bool by_sector = false;
  bool by_member_state = false;
  std::string reason;  // why it was returned
  v1::ReviewStep step = v1::REVIEW_STEP_UNSPECIFIED;
  // Earlier versions that count as submitted, accepted, verified and published.
  std::array<int64_t, 4> earlier{};
  friend bool operator==(const ReviewFacts&, const ReviewFacts&) = default;
};

ReviewFacts FactsOf(const v1::Review& review);
std::string Describe(const ReviewFacts& facts);

// Of a correction of the version `revision`, of which `before` was said.
ReviewFacts AfterCorrection(const ReviewFacts& before, int64_t revision, bool draft);
// Nothing where it is not the step's turn. `speaks` is whether the update speaks for a member
// state.
std::optional<ReviewFacts> AfterStep(ReviewFacts facts, v1::ReviewStep step,
                                     const std::string& reason, bool speaks);

}  // namespace sheaf::robustness
