// Withdrawals: what was said by mistake is taken back, with a reason.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/field_checks.h"
#include "server/sectors/head_reading.h"
#include "server/sectors/intake.h"
#include "server/sectors/limits.h"
#include "server/sectors/requests.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

constexpr std::string_view kWithdrawable[] = {
    kUpdatePattern,         kBaselinePattern,          kTargetPattern,
    kObservationPattern,    kSeriesObservationPattern, kPublicationPattern,
    kPublishedFigurePattern};

// What to do instead, for the kinds of record that stay.
std::string InsteadOfWithdrawing(std::string_view name) {
  if (NameFits(name, kLinePattern)) {
    return "a line is not withdrawn: import its plan without it, and it becomes vanished; or push "
           "an update that says that it was withdrawn or cancelled";
  }
  if (NameFits(name, kPlanPattern)) {
    return "a plan is not withdrawn: import it again as it should be";
  }
  if (NameFits(name, kMemberStatePattern)) {
    return "a member state is not withdrawn: give it the day it left";
  }
  if (NameFits(name, kManifestPattern)) {
    return "a manifest is not withdrawn: its plugin declares another";
  }
  if (NameFits(name, kDuplicatePattern)) {
    return "a decision about duplicates is not withdrawn: decide anew, with the reason";
  }
  if (NameFits(name, kRoundPattern)) {
    return "a reporting round is not withdrawn: close it";
  }
  return Quoted(name) +
         " names no record; only updates, baselines, targets, observations, publications and "
         "published figures can be withdrawn, by their full names";
}

void CheckResource(const FieldCheck& check, const std::string& name) {
  if (std::any_of(std::begin(kWithdrawable), std::end(kWithdrawable),
                  [&](std::string_view pattern) { return NameFits(name, pattern); })) {
    return;
  }
  check.Fail("resource", InsteadOfWithdrawing(name));
}

}  // namespace

absl::StatusOr<Accepted> AcceptWithdrawal(const Intake& intake,
                                          const v1::WithdrawRequest& withdrawal) {
  Problems problems;
  const FieldCheck check(&problems);
  CheckRequestId(check, withdrawal.request_id());
  CheckResource(check, withdrawal.resource());
  if (withdrawal.reason().empty()) {
    check.Fail("reason", "is empty; say why it is withdrawn, for those who read the history");
  }
  check.Text("reason", withdrawal.reason(), kReasonMaxBytes);
  ledger::Write write{withdrawal.resource(), ledger::WriteMode::kWithdraw, "", withdrawal.reason(),
                      ExpectedRevision(check, withdrawal.etag())};
  SHEAF_RETURN_IF_ERROR(problems.AsStatus("INVALID_WITHDRAWAL"));
  SHEAF_ASSIGN_OR_RETURN(const auto record, HeadReading(intake).Find(withdrawal.resource()));
  if (!record) {
    return Refusal(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND",
                   "there is no " + Quoted(withdrawal.resource()) + "; check its name");
  }
  Accepted accepted;
  accepted.request = RequestFor(withdrawal);
  accepted.names = {withdrawal.resource()};
  accepted.request.writes.push_back(std::move(write));
  return accepted;
}

}  // namespace sheaf::sectors
