#include "server/sectors/review.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"
#include "server/sectors/records.h"

namespace sheaf::sectors {
namespace {

bool Holds(const google::protobuf::RepeatedPtrField<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

absl::Status OutOfTurn(const std::string& name, v1::ReviewState state, std::string_view what) {
  return Refusal(
      absl::StatusCode::kFailedPrecondition, "STEP_OUT_OF_TURN",
      absl::StrCat(name, " is ", std::string(WordFor(state)), ", and ", std::string(what)));
}

v1::Review Submitted(const v1::Review& review) {
  if (review.state() >= v1::SUBMITTED) return review;
  v1::Review after = review;
  after.set_state(v1::SUBMITTED);
  after.clear_returned_by();
  after.clear_returned_reason();
  return after;
}

absl::StatusOr<v1::Review> Verified(const v1::Review& review, const Step& step,
                                    const std::string& name) {
  const bool by_sector = step.step == v1::VERIFY_BY_SECTOR;
  if (!by_sector && !step.for_member_state) {
    return OutOfTurn(name, review.state(),
                     "it speaks for no member state; verify it as its sector");
  }
  if (review.state() < v1::SUBMITTED) {
    return OutOfTurn(name, review.state(), "only what was submitted is verified");
  }
  const std::string& verifier =
      by_sector ? review.sector_verifier() : review.member_state_verifier();
  if (!verifier.empty()) return review;
  if (review.state() == v1::PUBLISHED) return review;  // accepted by silence, and published
  if (Holds(review.authors(), step.actor)) {
    return Refusal(absl::StatusCode::kPermissionDenied, "OWN_UPDATE",
                   absl::StrCat(name, " was written by ", step.actor,
                                ", and nobody verifies their own; somebody else must"));
  }
  v1::Review after = review;
  by_sector ? after.set_sector_verifier(step.actor) : after.set_member_state_verifier(step.actor);
  const bool whole = !after.sector_verifier().empty() &&
                     (!step.for_member_state || !after.member_state_verifier().empty());
  if (whole) after.set_state(v1::VERIFIED);
  return after;
}

absl::StatusOr<v1::Review> Returned(const v1::Review& review, const Step& step,
                                    const std::string& name) {
  if (review.state() == v1::RETURNED) return review;
  if (review.state() == v1::DRAFT) {
    return OutOfTurn(name, review.state(), "a draft is its author's; there is nothing to return");
  }
  if (review.state() == v1::PUBLISHED) {
    return OutOfTurn(name, review.state(),
                     "what is published stays; push a correction, or withdraw it with a reason");
  }
  v1::Review after = review;
  after.set_state(v1::RETURNED);
  after.clear_sector_verifier();
  after.clear_member_state_verifier();
  after.set_returned_by(step.actor);
  after.set_returned_reason(step.reason);
  return after;
}

absl::StatusOr<v1::Review> Published(const v1::Review& review, const std::string& name) {
  if (review.state() < v1::DEEMED_ACCEPTED) {
    return OutOfTurn(name, review.state(),
                     "only what is verified, or accepted by silence, is published");
  }
  v1::Review after = review;
  after.set_state(v1::PUBLISHED);
  return after;
}

absl::StatusOr<v1::Review> Accepted(const v1::Review& review, const std::string& name) {
  if (review.state() > v1::SUBMITTED) return review;
  if (review.state() < v1::SUBMITTED) {
    return OutOfTurn(name, review.state(), "only what was submitted is accepted by silence");
  }
  v1::Review after = review;
  after.set_state(v1::DEEMED_ACCEPTED);
  return after;
}

absl::StatusOr<v1::Review> Taken(const v1::Review& review, const Step& step,
                                 const std::string& name) {
  switch (step.step) {
    case v1::SUBMIT:
      return Submitted(review);
    case v1::VERIFY_BY_SECTOR:
    case v1::VERIFY_BY_MEMBER_STATE:
      return Verified(review, step, name);
    case v1::RETURN:
      return Returned(review, step, name);
    case v1::PUBLISH_UPDATE:
      return Published(review, name);
    case v1::ACCEPT_BY_SILENCE:
      return Accepted(review, name);
    default:
      return absl::InternalError("unknown step");
  }
}

}  // namespace

absl::StatusOr<v1::Review> ReviewOf(const ledger::Record& update) {
  v1::Review review;
  if (!review.ParseFromString(update.standing)) {
    return absl::DataLossError(absl::StrCat("what is said of the review of ", update.resource,
                                            " at revision ", update.revision,
                                            " cannot be read; restore the data folder from a "
                                            "backup"));
  }
  if (review.state() == v1::REVIEW_STATE_UNSPECIFIED) review.set_state(v1::SUBMITTED);
  const bool says_something =
      update.verb == ledger::Verb::kCreate || update.verb == ledger::Verb::kReplace;
  if (review.authors().empty() && says_something) review.add_authors(update.actor);
  return review;
}

std::string StandingOf(const v1::Review& review) { return BytesOf(review); }

std::string StandingOfNew(const std::string& actor, bool draft) {
  if (!draft) return "";
  v1::Review review;
  review.set_state(v1::DRAFT);
  review.add_authors(actor);
  return StandingOf(review);
}

v1::Review AfterCorrection(const ledger::Record& before, const v1::Review& review,
                           const std::string& actor, bool draft) {
  v1::Review after;
  after.set_state(draft ? v1::DRAFT : v1::SUBMITTED);
  if (review.state() < v1::VERIFIED) *after.mutable_authors() = review.authors();
  if (!Holds(after.authors(), actor)) after.add_authors(actor);
  after.set_submitted_revision(CountedRevision(before, review, v1::SUBMITTED));
  after.set_accepted_revision(CountedRevision(before, review, v1::DEEMED_ACCEPTED));
  after.set_verified_revision(CountedRevision(before, review, v1::VERIFIED));
  after.set_published_revision(CountedRevision(before, review, v1::PUBLISHED));
  return after;
}

absl::StatusOr<v1::Review> AfterStep(const v1::Review& review, const Step& step,
                                     const std::string& name) {
  SHEAF_ASSIGN_OR_RETURN(v1::Review after, Taken(review, step, name));
  if (BytesOf(after) != BytesOf(review)) after.set_step(step.step);
  return after;
}

ledger::Revision CountedRevision(const ledger::Record& update, const v1::Review& review,
                                 v1::ReviewState state) {
  if (review.state() >= state) return update.revision;
  switch (state) {
    case v1::SUBMITTED:
      return review.submitted_revision();
    case v1::DEEMED_ACCEPTED:
      return review.accepted_revision();
    case v1::VERIFIED:
      return review.verified_revision();
    case v1::PUBLISHED:
      return review.published_revision();
    default:
      return update.revision;
  }
}

std::string_view WordFor(v1::ReviewState state) {
  switch (state) {
    case v1::DRAFT:
      return "a draft";
    case v1::RETURNED:
      return "returned";
    case v1::SUBMITTED:
      return "submitted";
    case v1::DEEMED_ACCEPTED:
      return "accepted by silence";
    case v1::VERIFIED:
      return "verified";
    case v1::PUBLISHED:
      return "published";
    default:
      return "not submitted";
  }
}

}  // namespace sheaf::sectors
