#include "server/api/plan_service.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "server/api/answer.h"
#include "server/api/plan_import.h"
#include "server/api/reading.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/records.h"

namespace sheaf::api {

grpc::ServerReadReactor<v1::ImportPlanRequest>* PlanService::ImportPlan(
    grpc::CallbackServerContext* context, v1::ImportPlanResponse* response) {
  return new PlanImport(serving_, ActorOf(*context), response);
}

grpc::ServerUnaryReactor* PlanService::GetPlan(grpc::CallbackServerContext* context,
                                               const v1::GetPlanRequest* request,
                                               v1::Plan* response) {
  return Answer(serving_.quick, context, [this, request, response]() -> absl::Status {
    SHEAF_ASSIGN_OR_RETURN(const auto record,
                           ReadRecord(serving_, request->name(), kPlanPattern, request->as_of()));
    SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
    *response = std::move(*resource.mutable_plan());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PlanService::ListPlans(grpc::CallbackServerContext* context,
                                                 const v1::ListPlansRequest* request,
                                                 v1::ListPlansResponse* response) {
  return Answer(serving_.quick, context, [this, request, response]() -> absl::Status {
    SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving_, "plans", request->as_of(),
                                                     request->page_size(), request->page_token()));
    auto take = [&](const ledger::Record& record) -> absl::StatusOr<bool> {
      SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
      *response->add_plans() = std::move(*resource.mutable_plan());
      return true;
    };
    SHEAF_ASSIGN_OR_RETURN(*response->mutable_next_page_token(),
                           FillPage(serving_, page, "plans/", 2, take));
    *response->mutable_clocks() = page.clocks;
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PlanService::GetLine(grpc::CallbackServerContext* context,
                                               const v1::GetLineRequest* request,
                                               v1::Line* response) {
  return Answer(serving_.quick, context, [this, request, response]() -> absl::Status {
    SHEAF_ASSIGN_OR_RETURN(const auto record,
                           ReadRecord(serving_, request->name(), kLinePattern, request->as_of()));
    SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
    *response = std::move(*resource.mutable_line());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PlanService::ListLines(grpc::CallbackServerContext* context,
                                                 const v1::ListLinesRequest* request,
                                                 v1::ListLinesResponse* response) {
  return Answer(serving_.quick, context, [this, request, response]() -> absl::Status {
    SHEAF_RETURN_IF_ERROR(MatchName(request->parent(), kPlanPattern).status());
    const std::string prefix = absl::StrCat(request->parent(), "/lines/");
    SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving_, prefix, request->as_of(),
                                                     request->page_size(), request->page_token()));
    auto take = [&](const ledger::Record& record) -> absl::StatusOr<bool> {
      SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
      *response->add_lines() = std::move(*resource.mutable_line());
      return true;
    };
    SHEAF_RETURN_IF_ERROR(serving_.ledger->Get(request->parent(), page.clocks.revision()).status());
    SHEAF_ASSIGN_OR_RETURN(*response->mutable_next_page_token(),
                           FillPage(serving_, page, prefix, 4, take));
    *response->mutable_clocks() = page.clocks;
    return absl::OkStatus();
  });
}

}  // namespace sheaf::api
