#include "tests/robustness/review_facts.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace sheaf::robustness {

ReviewFacts FactsOf(const v1::Review& review) {
  return {review.state(),
          !review.sector_verifier().empty(),
          !review.member_state_verifier().empty(),
          review.returned_reason(),
          review.step(),
          {review.submitted_revision(), review.accepted_revision(), review.verified_revision(),
           review.published_revision()}};
}

std::string Describe(const ReviewFacts& facts) {
  return absl::StrCat(v1::ReviewState_Name(facts.state), facts.by_sector ? " by sector" : "",
                      facts.by_member_state ? " by state" : "", " ", facts.reason, " ",
                      v1::ReviewStep_Name(facts.step), " ", absl::StrJoin(facts.earlier, "/"));
}

ReviewFacts AfterCorrection(const ReviewFacts& before, int64_t revision, bool draft) {
  constexpr v1::ReviewState kCounts[] = {v1::SUBMITTED, v1::DEEMED_ACCEPTED, v1::VERIFIED,
                                         v1::PUBLISHED};
  ReviewFacts after;
  after.state = draft ? v1::DRAFT : v1::SUBMITTED;
  for (size_t i = 0; i < after.earlier.size(); ++i) {
    after.earlier[i] = before.state >= kCounts[i] ? revision : before.earlier[i];
  }
  return after;
}

std::optional<ReviewFacts> AfterStep(ReviewFacts facts, v1::ReviewStep step,
                                     const std::string& reason, bool speaks) {
  const ReviewFacts before = facts;
  const bool handed_in = facts.state >= v1::SUBMITTED;
  if (step == v1::SUBMIT && !handed_in) {
    facts.state = v1::SUBMITTED;
    facts.reason.clear();
  } else if (step == v1::VERIFY_BY_SECTOR || step == v1::VERIFY_BY_MEMBER_STATE) {
    if (!handed_in || (step == v1::VERIFY_BY_MEMBER_STATE && !speaks)) return std::nullopt;
    bool& mine = step == v1::VERIFY_BY_SECTOR ? facts.by_sector : facts.by_member_state;
    if (mine || facts.state == v1::PUBLISHED) return before;
    mine = true;
    if (facts.by_sector && (facts.by_member_state || !speaks)) facts.state = v1::VERIFIED;
  } else if (step == v1::RETURN) {
    if (facts.state == v1::RETURNED) return before;
    if (!handed_in || facts.state == v1::PUBLISHED) return std::nullopt;
    facts.state = v1::RETURNED;
    facts.by_sector = facts.by_member_state = false;
    facts.reason = reason;
  } else if (step == v1::PUBLISH_UPDATE) {
    if (facts.state < v1::DEEMED_ACCEPTED) return std::nullopt;
    facts.state = v1::PUBLISHED;
  }
  if (facts != before) facts.step = step;
  return facts;
}

}  // namespace sheaf::robustness
