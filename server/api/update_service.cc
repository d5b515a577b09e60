#include "server/api/update_service.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/values/partial_date.h"
#include "server/api/answer.h"
#include "server/api/filter_checks.h"
#include "server/api/plan_choice.h"
#include "server/api/reading.h"
#include "server/api/record_filters.h"
#include "server/api/update_stream.h"
#include "server/api/visibility.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/reports/known_on.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

// The one update that a push or a correction made or met.
absl::Status FillPushResponse(const Serving& serving, const sectors::Accepted& accepted,
                              const ledger::Receipt& receipt, v1::PushOutcome when_changed,
                              v1::PushUpdateResponse* response) {
  const ledger::Receipt::Result& result = receipt.results.front();
  response->set_revision(receipt.revision);
  response->set_outcome(result.outcome == ledger::Outcome::kUnchanged ? v1::UNCHANGED
                                                                      : when_changed);
  if (result.revision == 0) return absl::OkStatus();  // validate_only: there is no such version
  SHEAF_ASSIGN_OR_RETURN(const auto record,
                         serving.ledger->Get(accepted.names.front(), result.revision));
  SHEAF_ASSIGN_OR_RETURN(*response->mutable_update(), sectors::UpdateOf(record));
  return absl::OkStatus();
}

bool IsParent(std::string_view name) {
  return name == "plans/-" || NameFits(name, kPlanPattern) || NameFits(name, kLinePattern);
}

// Where the updates of `parent` are: of one line, or of all lines of plans.
std::vector<std::string> PrefixesOf(const model::View& view, const std::string& parent,
                                    const SectorIds& sectors) {
  std::vector<std::string> prefixes;
  for (const model::PlanRow& plan : PlansOf(view, PlanIdOf(parent), sectors)) {
    prefixes.push_back(NameFits(parent, kLinePattern) ? absl::StrCat(parent, "/updates/")
                                                      : absl::StrCat("plans/", plan.id, "/lines/"));
  }
  return prefixes;
}

absl::Status CheckListing(const Serving& serving, const v1::ListUpdatesRequest& request,
                          const Page& page) {
  const ledger::Revision revision = page.clocks.revision();
  SHEAF_RETURN_IF_ERROR(CheckParent(serving, request.parent(), revision));
  if (!page.is_first) return absl::OkStatus();
  return CheckFilter(serving, revision, PlanIdOf(request.parent()), request.filter());
}

absl::Status FillUpdates(const Serving& serving, const auth::Caller& caller,
                         const v1::ListUpdatesRequest& request, v1::ListUpdatesResponse* response) {
  if (!IsParent(request.parent())) return MatchName(request.parent(), kPlanPattern).status();
  SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving, request));
  SHEAF_RETURN_IF_ERROR(CheckListing(serving, request, page));
  const PlanRules rules(serving, page.clocks.revision());
  const PartialDate effective = EffectiveOf(page.clocks);
  auto take = [&](const ledger::Record& record) -> absl::StatusOr<bool> {
    if (!record.live() && !request.show_withdrawn()) return false;
    SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
    const v1::Update& update = resource.update();
    if (!reports::IsKnownOn(effective, update, rules.Of(record.resource))) return false;
    if (!Fits(request.filter(), update)) return false;
    *response->add_updates() = std::move(*resource.mutable_update());
    return true;
  };
  const auto prefixes = PrefixesOf(serving.model->At(page.clocks.revision()), request.parent(),
                                   request.filter().sectors());
  Visibility visibility(serving, caller);
  const bool sees_all = visibility.SeesAllUnder(request.parent());
  SHEAF_ASSIGN_OR_RETURN(
      *response->mutable_next_page_token(),
      FillPage(serving, page, prefixes, 6, take, sees_all ? nullptr : &visibility));
  *response->mutable_clocks() = page.clocks;
  return absl::OkStatus();
}

absl::Status NotYet(const v1::Update& update, const v1::Clocks& clocks) {
  return Refusal(absl::StatusCode::kNotFound, "AFTER_EFFECTIVE_DATE",
                 absl::StrCat("update '", update.name(), "' is about ", update.effective_date(),
                              ", which was not over on ", clocks.effective_date(),
                              "; ask with a later effective date, or without one"));
}

// An update that is asked for by its name is hidden by an effective date only where the caller gave
// one: who has just reported on this year must be able to read it back.
absl::Status ReadUpdate(const Serving& serving, const auth::Caller& caller,
                        const v1::GetUpdateRequest& request, v1::Update* response) {
  SHEAF_ASSIGN_OR_RETURN(const v1::Clocks clocks, Resolve(serving, request.as_of()));
  Visibility visibility(serving, caller);
  SHEAF_ASSIGN_OR_RETURN(const auto record,
                         ReadRecord(serving, request.name(), kUpdatePattern, clocks, &visibility));
  SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
  *response = std::move(*resource.mutable_update());
  if (request.as_of().effective_date().empty()) return absl::OkStatus();
  const PlanRules rules(serving, clocks.revision());
  if (reports::IsKnownOn(EffectiveOf(clocks), *response, rules.Of(record.resource))) {
    return absl::OkStatus();
  }
  return NotYet(*response, clocks);
}

}  // namespace

grpc::ServerUnaryReactor* UpdateService::PushUpdate(grpc::CallbackServerContext* context,
                                                    const v1::PushUpdateRequest* request,
                                                    v1::PushUpdateResponse* response) {
  return AnswerWrite(
      serving_, context, NeedsToPush(serving_, *request),
      [request](const sectors::Intake& intake) { return sectors::AcceptUpdate(intake, *request); },
      [this, response](const sectors::Accepted& accepted, const ledger::Receipt& receipt) {
        return FillPushResponse(serving_, accepted, receipt, v1::PUSHED, response);
      });
}

grpc::ServerUnaryReactor* UpdateService::BatchPushUpdates(
    grpc::CallbackServerContext* context, const v1::BatchPushUpdatesRequest* request,
    v1::BatchPushUpdatesResponse* response) {
  return AnswerWrite(
      serving_, context, NeedsToPush(serving_, *request),
      [request](const sectors::Intake& intake) { return sectors::AcceptUpdates(intake, *request); },
      [response](const sectors::Accepted& accepted, const ledger::Receipt& receipt) {
        FillBatchResponse(accepted, receipt, response);
        return absl::OkStatus();
      });
}

grpc::ServerBidiReactor<v1::BatchPushUpdatesRequest, v1::BatchPushUpdatesResponse>*
UpdateService::StreamUpdates(grpc::CallbackServerContext* context) {
  return UpdateStream::Begin(serving_, context);
}

grpc::ServerUnaryReactor* UpdateService::CorrectUpdate(grpc::CallbackServerContext* context,
                                                       const v1::CorrectUpdateRequest* request,
                                                       v1::PushUpdateResponse* response) {
  return AnswerWrite(
      serving_, context, NeedsToCorrect(serving_, *request),
      [request](const sectors::Intake& intake) {
        return sectors::AcceptCorrection(intake, *request);
      },
      [this, response](const sectors::Accepted& accepted, const ledger::Receipt& receipt) {
        return FillPushResponse(serving_, accepted, receipt, v1::CORRECTED, response);
      });
}

grpc::ServerUnaryReactor* UpdateService::GetUpdate(grpc::CallbackServerContext* context,
                                                   const v1::GetUpdateRequest* request,
                                                   v1::Update* response) {
  return AnswerCaller(serving_, serving_.quick, context, NeedsToRead(serving_, request->name()),
                      [this, request, response](const auth::Caller& caller) {
                        return ReadUpdate(serving_, caller, *request, response);
                      });
}

grpc::ServerUnaryReactor* UpdateService::ListUpdates(grpc::CallbackServerContext* context,
                                                     const v1::ListUpdatesRequest* request,
                                                     v1::ListUpdatesResponse* response) {
  return AnswerCaller(serving_, serving_.quick, context,
                      NeedsToReadOf(serving_, request->parent(), request->filter().sectors()),
                      [this, request, response](const auth::Caller& caller) {
                        return FillUpdates(serving_, caller, *request, response);
                      });
}

}  // namespace sheaf::api
