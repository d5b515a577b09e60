// sheaf.v1.PlanService.
#pragma once

#include "server/api/import_queue.h"
#include "server/api/serving.h"
#include "sheaf/v1/plan_service.grpc.pb.h"

namespace sheaf::api {

class PlanService final : public v1::PlanService::CallbackService {
 public:
  explicit PlanService(const Serving& serving) : serving_(serving) {}

  grpc::ServerReadReactor<v1::ImportPlanRequest>* ImportPlan(
      grpc::CallbackServerContext* context, v1::ImportPlanResponse* response) override;
  grpc::ServerUnaryReactor* GetPlan(grpc::CallbackServerContext* context,
                                    const v1::GetPlanRequest* request, v1::Plan* response) override;
  grpc::ServerUnaryReactor* ListPlans(grpc::CallbackServerContext* context,
                                      const v1::ListPlansRequest* request,
                                      v1::ListPlansResponse* response) override;
  grpc::ServerUnaryReactor* GetLine(grpc::CallbackServerContext* context,
                                    const v1::GetLineRequest* request, v1::Line* response) override;
  grpc::ServerUnaryReactor* ListLines(grpc::CallbackServerContext* context,
                                      const v1::ListLinesRequest* request,
                                      v1::ListLinesResponse* response) override;

 private:
  const Serving& serving_;
  ImportQueue imports_;
};

}  // namespace sheaf::api
