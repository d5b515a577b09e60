// Steps of review: what was pushed is submitted, verified, returned or published.
#include <set>
#include <string>
#include <utility>

#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/field_checks.h"
#include "server/sectors/head_reading.h"
#include "server/sectors/intake.h"
#include "server/sectors/limits.h"
#include "server/sectors/records.h"
#include "server/sectors/requests.h"
#include "server/sectors/review.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

constexpr std::string_view kReason = "INVALID_REVIEW";

void CheckStep(const FieldCheck& check, const v1::ReviewUpdatesRequest& request) {
  const v1::ReviewStep step = request.step();
  if (step < v1::SUBMIT || step > v1::PUBLISH_UPDATE) {
    check.Fail("step", "found " + Quoted(v1::ReviewStep_Name(step)) +
                           "; expected to submit, verify, return or publish");
  }
  if (step == v1::RETURN) {
    check.Required("reason", request.reason(), kReasonMaxBytes);
  } else if (!request.reason().empty()) {
    check.Fail("reason", "only what is returned is returned for a reason; leave it empty");
  }
}

void CheckSize(const FieldCheck& check, int size) {
  if (size > 0 && size <= kUpdatesMax) return;
  check.Fail("items", "found " + std::to_string(size) + " updates; expected 1 to " +
                          std::to_string(kUpdatesMax));
}

// Takes the steps of one request, one update after the other. Not thread-safe.
class ReviewDesk {
 public:
  ReviewDesk(const Intake& intake, const v1::ReviewUpdatesRequest& request)
      : intake_(intake), reading_(intake), request_(request) {}

  absl::StatusOr<Accepted> Run() {
    CheckRequest();
    accepted_.request = RequestFor(request_);
    SHEAF_RETURN_IF_ERROR(UnlessMade(intake_, accepted_.request, problems_.AsStatus(kReason)));
    for (int row = 0; row < request_.items_size(); ++row) {
      // What speaks against it may be that the request was made already.
      SHEAF_RETURN_IF_ERROR(UnlessMade(intake_, accepted_.request, Take(request_.items(row))));
    }
    return std::move(accepted_);
  }

 private:
  void CheckRequest() {
    const FieldCheck check(&problems_);
    check.Holds("parent", MatchName(request_.parent(), kPlanPattern).status());
    CheckRequestId(check, request_.request_id());
    CheckStep(check, request_);
    CheckSize(check, request_.items_size());
    std::set<std::string_view> names;
    for (int row = 0; row < request_.items_size(); ++row) {
      CheckItem(FieldCheck(&problems_, row), request_.items(row));
      if (!names.insert(request_.items(row).name()).second) {
        FieldCheck(&problems_, row).Fail("name", "is in this request twice; leave one out");
      }
    }
  }

  void CheckItem(const FieldCheck& check, const v1::ReviewItem& item) const {
    const bool is_ours =
        NameFits(item.name(), kUpdatePattern) && item.name().starts_with(request_.parent() + "/");
    if (!is_ours) {
      check.Fail("name", Quoted(item.name()) + " is no update of " + Quoted(request_.parent()));
    }
    if (item.etag().empty()) {
      check.Fail("etag", "is empty; send the etag of the version that was looked at");
    }
    ExpectedRevision(check, item.etag());
  }

  absl::Status Take(const v1::ReviewItem& item) {
    SHEAF_ASSIGN_OR_RETURN(const auto record, reading_.Find(item.name()));
    if (!record) {
      return Refusal(absl::StatusCode::kNotFound, "UPDATE_NOT_FOUND",
                     "there is no update " + Quoted(item.name()));
    }
    if (!record->live()) {
      return Refusal(absl::StatusCode::kFailedPrecondition, "UPDATE_WITHDRAWN",
                     item.name() + " was withdrawn (" + Quoted(record->reason) +
                         "), and what is withdrawn is not reviewed");
    }
    SHEAF_ASSIGN_OR_RETURN(const v1::Update update, UpdateOf(*record));
    SHEAF_ASSIGN_OR_RETURN(const v1::Review after,
                           AfterStep(update.review(),
                                     {request_.step(), intake_.actor, request_.reason(),
                                      !update.member_state().empty()},
                                     item.name()));
    ledger::Write write{item.name(), ledger::WriteMode::kReview, "", "", std::nullopt};
    write.expected_revision = ExpectedRevision(FieldCheck(&problems_), item.etag());
    const std::string standing = StandingOf(after);
    const bool taken_before = standing == StandingOf(update.review());
    write.standing = taken_before ? record->standing : standing;
    accepted_.names.push_back(item.name());
    accepted_.request.writes.push_back(std::move(write));
    return absl::OkStatus();
  }

  const Intake& intake_;
  const HeadReading reading_;
  const v1::ReviewUpdatesRequest& request_;
  Problems problems_;
  Accepted accepted_;
};

}  // namespace

absl::StatusOr<Accepted> AcceptReview(const Intake& intake,
                                      const v1::ReviewUpdatesRequest& request) {
  return ReviewDesk(intake, request).Run();
}

absl::StatusOr<ledger::Request> AcceptSilence(const Intake& intake,
                                              const std::vector<std::string>& updates) {
  const HeadReading reading(intake);
  ledger::Request request;
  request.actor = intake.actor;
  for (const std::string& name : updates) {
    SHEAF_ASSIGN_OR_RETURN(const auto record, reading.Find(name));
    if (!record || !record->live()) continue;
    SHEAF_ASSIGN_OR_RETURN(const v1::Review review, ReviewOf(*record));
    if (review.state() != v1::SUBMITTED) continue;
    SHEAF_ASSIGN_OR_RETURN(
        const v1::Review after,
        AfterStep(review, {v1::ACCEPT_BY_SILENCE, intake.actor, "", false}, name));
    // Whoever says something in between was not silent.
    ledger::Write& write = request.writes.emplace_back();
    write.resource = name;
    write.mode = ledger::WriteMode::kReview;
    write.expected_revision = record->revision;
    write.standing = StandingOf(after);
  }
  return request;
}

}  // namespace sheaf::sectors
