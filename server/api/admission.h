// Admission: who calls, and whether it may do what it asks for. Every call states what it needs,
// and nothing of it is looked at before that is granted.
#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "server/api/serving.h"
#include "server/auth/guard.h"
#include "sheaf/v1/change_service.pb.h"
#include "sheaf/v1/observation_service.pb.h"
#include "sheaf/v1/report_service.pb.h"
#include "sheaf/v1/review_service.pb.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::api {

// OK where the caller may; asked only of callers that have not every role. The request that it
// looks at lives as long as the call.
using Needs = std::function<absl::Status(const auth::Caller&)>;

// What doing `action` to the record `name`, or below it, asks for: something of its plan's sector,
// or of its sector. A name of nobody's sector asks for all: who may not see everything is not told
// whether it is there. `member_state` is who it speaks for.
auth::Access AccessTo(const Serving& serving, v1::Action action, std::string_view name,
                      std::string_view member_state = "");

// UNAUTHENTICATED where nobody knows who calls.
absl::StatusOr<auth::Caller> CallerOf(const Serving& serving,
                                      const grpc::CallbackServerContext& context);
// The same, and what `needs` says; counted among the caller's calls: RESOURCE_EXHAUSTED
// (RATE_LIMITED) where it is one too many.
absl::StatusOr<auth::Caller> Admit(const Serving& serving,
                                   const grpc::CallbackServerContext& context, const Needs& needs);
// Asks once more while a call lasts, which is still one call.
absl::StatusOr<auth::Caller> AdmitStill(const Serving& serving,
                                        const grpc::CallbackServerContext& context,
                                        const Needs& needs);

// Nothing of a sector's.
Needs NeedsTo(v1::Action action);
// To read the record `name` and what is below it: of its plan's sector, or its sector. "plans/-"
// and
// "" are everything.
Needs NeedsToRead(const Serving& serving, const std::string& name);
// To read `parent` as far as it is of `sectors`, where "-" is no sector; none named is all.
Needs NeedsToReadOf(const Serving& serving, const std::string& parent,
                    const google::protobuf::RepeatedPtrField<std::string>& sectors);
// To read one sector, or everything where it is "".
Needs NeedsToReadSector(std::string sector);
Needs NeedsToManage(const Serving& serving, const std::string& plan, const std::string& sector);

Needs NeedsToPush(const Serving& serving, const v1::PushUpdateRequest& push);
Needs NeedsToPush(const Serving& serving, const v1::BatchPushUpdatesRequest& batch);
// For whom the update speaks now, and for whom it would.
Needs NeedsToCorrect(const Serving& serving, const v1::CorrectUpdateRequest& correction);
// By the step, and for whom each update speaks. What the caller may not read is refused as what is
// not there.
Needs NeedsToReview(const Serving& serving, const v1::ReviewUpdatesRequest& request);
// Which updates count where nobody asked for any: what is published; without a policy, what is
// submitted.
model::Level UsualLevel(const Serving& serving);
// Which updates count in a report: those that are asked for, or what is published; without a
// policy, or in a format that is made of it, what is submitted.
v1::ReviewState CountsOf(const Serving& serving, const v1::ReportRequest& request);
// The same as the level that the model counts at. INVALID_ARGUMENT (INVALID_REPORT) for a state
// that counts nowhere.
absl::StatusOr<model::Level> LevelOf(const Serving& serving, const v1::ReportRequest& request);
// To read the sector, and all that is unpublished of it where that counts.
Needs NeedsToReport(const v1::ReportRequest& request, v1::ReviewState counts);
// To give that report to everyone who may read its sector.
Needs NeedsToPublish(const v1::ReportRequest& request, v1::ReviewState counts);
Needs NeedsToRecord(const v1::RecordFiguresRequest& figures);
// What one may push one may take back; and who manages the sector, anything. A publication only who
// may publish it, a published figure who may record it.
Needs NeedsToWithdraw(const Serving& serving, const std::string& name);

}  // namespace sheaf::api
