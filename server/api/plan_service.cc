#include "server/api/plan_service.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "server/api/answer.h"
#include "server/api/filter_checks.h"
#include "server/api/line_listing.h"
#include "server/api/plan_choice.h"
#include "server/api/plan_import.h"
#include "server/api/reading.h"
#include "server/api/visibility.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

// The same as View::LastChangeOf says, of what is published alone: every line is looked at.
bool PublishedChangedAfter(const model::View& published, const model::PlanRow& plan,
                           ledger::Revision since) {
  if (plan.revision > since) return true;
  const auto lines = published.LinesOf(plan);
  return std::any_of(lines.begin(), lines.end(), [&](const model::LineRow& line) {
    return line.revision > since || published.UpdatesChangedAfter(line.id, since);
  });
}

bool ChangedAfter(const model::View& published, const Visibility& visibility,
                  const model::PlanRow& plan, ledger::Revision since) {
  if (visibility.SeesAllOf(plan.sector)) return published.LastChangeOf(plan) > since;
  return PublishedChangedAfter(published, plan, since);
}

// The names of the plans that fit and that the caller may read.
std::set<std::string> PlansThatFit(const Serving& serving, ledger::Revision revision,
                                   const auth::Caller& caller, const v1::PlanFilter& filter) {
  const model::View view = serving.model->At(revision, model::Level::kPublished);
  const Visibility visibility(serving, caller);
  std::set<std::string> names;
  const ledger::Revision since = filter.changed_since_revision();
  for (const model::PlanRow& plan : view.Plans()) {
    if (!caller.May(auth::Access::OfSector(v1::READ, plan.sector))) continue;
    if (!IsOfSectors(filter.sectors(), plan.sector)) continue;
    if (since > 0 && !ChangedAfter(view, visibility, plan, since)) continue;
    names.insert(FormatName(kPlanPattern, {plan.id}));
  }
  return names;
}

absl::Status FillPlans(const Serving& serving, const auth::Caller& caller,
                       const v1::ListPlansRequest& request, v1::ListPlansResponse* response) {
  SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving, request));
  const ledger::Revision revision = page.clocks.revision();
  if (page.is_first) SHEAF_RETURN_IF_ERROR(CheckFilter(serving, revision, request.filter()));
  const auto fitting = PlansThatFit(serving, revision, caller, request.filter());
  auto take = [&](const ledger::Record& record) -> absl::StatusOr<bool> {
    if (!fitting.contains(record.resource)) return false;
    SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
    *response->add_plans() = std::move(*resource.mutable_plan());
    return true;
  };
  SHEAF_ASSIGN_OR_RETURN(*response->mutable_next_page_token(),
                         FillPage(serving, page, {"plans/"}, 2, take));
  *response->mutable_clocks() = page.clocks;
  return absl::OkStatus();
}

}  // namespace

grpc::ServerReadReactor<v1::ImportPlanRequest>* PlanService::ImportPlan(
    grpc::CallbackServerContext* context, v1::ImportPlanResponse* response) {
  return PlanImport::Begin(serving_, &imports_, context, response);
}

grpc::ServerUnaryReactor* PlanService::GetPlan(grpc::CallbackServerContext* context,
                                               const v1::GetPlanRequest* request,
                                               v1::Plan* response) {
  return AnswerRecord(serving_, context, request->name(), kPlanPattern, request->as_of(),
                      [response](const ledger::Record& record) -> absl::Status {
                        SHEAF_ASSIGN_OR_RETURN(*response, sectors::PlanOf(record));
                        return absl::OkStatus();
                      });
}

grpc::ServerUnaryReactor* PlanService::ListPlans(grpc::CallbackServerContext* context,
                                                 const v1::ListPlansRequest* request,
                                                 v1::ListPlansResponse* response) {
  return AnswerCaller(serving_, serving_.quick, context, NeedsTo(v1::READ),
                      [this, request, response](const auth::Caller& caller) {
                        return FillPlans(serving_, caller, *request, response);
                      });
}

grpc::ServerUnaryReactor* PlanService::GetLine(grpc::CallbackServerContext* context,
                                               const v1::GetLineRequest* request,
                                               v1::Line* response) {
  return AnswerRecord(serving_, context, request->name(), kLinePattern, request->as_of(),
                      [response](const ledger::Record& record) -> absl::Status {
                        SHEAF_ASSIGN_OR_RETURN(*response, sectors::LineOf(record));
                        return absl::OkStatus();
                      });
}

grpc::ServerUnaryReactor* PlanService::ListLines(grpc::CallbackServerContext* context,
                                                 const v1::ListLinesRequest* request,
                                                 v1::ListLinesResponse* response) {
  return AnswerCaller(serving_, serving_.quick, context,
                      NeedsToReadOf(serving_, request->parent(), request->filter().sectors()),
                      [this, request, response](const auth::Caller& caller) {
                        return api::ListLines(serving_, caller, *request, response);
                      });
}

}  // namespace sheaf::api
