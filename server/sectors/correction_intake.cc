// Corrections: an update's new version. The version before stays in its history.
#include <google/protobuf/util/field_mask_util.h>

#include <optional>
#include <string>
#include <utility>

#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/correction.h"
#include "server/sectors/head_reading.h"
#include "server/sectors/intake.h"
#include "server/sectors/records.h"
#include "server/sectors/requests.h"
#include "server/sectors/review.h"
#include "server/sectors/update_checks.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

constexpr std::string_view kReason = "INVALID_UPDATE";

// The update that `correction` names. NOT_FOUND where there is none.
absl::StatusOr<ledger::Record> RecordOf(const HeadReading& reading, const std::string& name) {
  SHEAF_ASSIGN_OR_RETURN(auto record, reading.Find(name));
  if (record) return *std::move(record);
  return Refusal(absl::StatusCode::kNotFound, "UPDATE_NOT_FOUND",
                 "there is no update " + Quoted(name) + "; look its name up in the line's updates");
}

absl::Status CheckStands(const ledger::Record& record) {
  if (record.live()) return absl::OkStatus();
  return Refusal(absl::StatusCode::kFailedPrecondition, "UPDATE_WITHDRAWN", WithdrawnText(record));
}

// True for the fields of an update that a client sets.
bool IsClientPath(const std::string& path) {
  using google::protobuf::util::FieldMaskUtil;
  if (path == "name" || !FieldMaskUtil::IsValidPath<v1::Update>(path)) return false;
  const std::string top = path.substr(0, path.find('.'));
  constexpr int kFirstOutputOnly = 20;
  return v1::Update::descriptor()->FindFieldByName(top)->number() < kFirstOutputOnly;
}

void CheckMask(const FieldCheck& check, const google::protobuf::FieldMask& mask) {
  for (const std::string& path : mask.paths()) {
    if (IsClientPath(path)) continue;
    check.Fail("update_mask", Quoted(path) +
                                  " is no field of an update that can be corrected; write fields "
                                  "such as reported_status or progress.value");
  }
}

// The update as it will be: `before` with the fields of the mask from the correction, or all of
// them.
v1::Update Corrected(const v1::Update& before, const v1::CorrectUpdateRequest& correction) {
  using google::protobuf::util::FieldMaskUtil;
  if (correction.update_mask().paths().empty()) return correction.update();
  v1::Update after = before;
  FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  FieldMaskUtil::MergeMessageTo(correction.update(), correction.update_mask(), options, &after);
  return after;
}

// The update as it will be, checked as a pushed one is.
absl::StatusOr<v1::Update> Check(Problems& problems, const HeadReading& reading,
                                 const ledger::Record& record,
                                 const v1::CorrectUpdateRequest& correction) {
  const std::string line_name(ParentName(record.resource));
  SHEAF_ASSIGN_OR_RETURN(const v1::Plan plan, reading.PlanOf(IdOf(ParentName(line_name))));
  SHEAF_ASSIGN_OR_RETURN(const auto rules, reading.RulesOf(plan));
  SHEAF_ASSIGN_OR_RETURN(const auto member_states, MemberStateCodes::Read(reading));
  SHEAF_ASSIGN_OR_RETURN(const auto line_record, reading.Find(line_name));
  v1::Resource line;
  if (line_record) {
    SHEAF_ASSIGN_OR_RETURN(line, ResourceOf(*line_record));
  }
  SHEAF_ASSIGN_OR_RETURN(const v1::Resource before, ResourceOf(record));
  v1::Update after = Corrected(before.update(), correction);
  CheckUpdate(FieldCheck(&problems), after, {rules.get(), &member_states, &line.line()});
  Settle(after);
  return after;
}

}  // namespace

std::string WithdrawnText(const ledger::Record& held) {
  return held.resource + " was withdrawn (" + Quoted(held.reason) +
         "), and what is withdrawn cannot be corrected; push a new update";
}

absl::StatusOr<ledger::Write> CorrectionOf(const ledger::Record& held, const v1::Update& after,
                                           const std::string& actor, bool draft) {
  SHEAF_ASSIGN_OR_RETURN(const v1::Review review, ReviewOf(held));
  ledger::Write write{held.resource, ledger::WriteMode::kReplace, PayloadOf(after), "",
                      std::nullopt};
  // What was checked and merged must still be there: a withdrawal or another correction that comes
  // in between is not undone.
  write.expected_revision = held.revision;
  write.standing = StandingOf(AfterCorrection(held, review, actor, draft));
  return write;
}

absl::StatusOr<Accepted> AcceptCorrection(const Intake& intake,
                                          const v1::CorrectUpdateRequest& correction) {
  Problems problems;
  const FieldCheck check(&problems);
  const std::string& name = correction.update().name();
  check.Holds("name", MatchName(name, kUpdatePattern).status());
  CheckRequestId(check, correction.request_id());
  CheckMask(check, correction.update_mask());
  SHEAF_RETURN_IF_ERROR(problems.AsStatus(kReason));
  const HeadReading reading(intake);
  SHEAF_ASSIGN_OR_RETURN(const ledger::Record record, RecordOf(reading, name));
  Accepted accepted;
  accepted.request = RequestFor(correction);
  SHEAF_RETURN_IF_ERROR(UnlessMade(intake, accepted.request, CheckStands(record)));
  const auto known = ExpectedRevision(check, correction.etag());
  SHEAF_ASSIGN_OR_RETURN(const v1::Update after, Check(problems, reading, record, correction));
  SHEAF_RETURN_IF_ERROR(UnlessMade(intake, accepted.request, problems.AsStatus(kReason)));
  SHEAF_ASSIGN_OR_RETURN(ledger::Write write,
                         CorrectionOf(record, after, intake.actor, correction.draft()));
  if (known) write.expected_revision = known;
  accepted.names = {name};
  accepted.request.writes.push_back(std::move(write));
  return accepted;
}

}  // namespace sheaf::sectors
