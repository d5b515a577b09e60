// sheaf.v1.ObservationService.
#pragma once

#include "server/api/serving.h"
#include "sheaf/v1/observation_service.grpc.pb.h"

namespace sheaf::api {

class ObservationService final : public v1::ObservationService::CallbackService {
 public:
  explicit ObservationService(const Serving& serving) : serving_(serving) {}

  grpc::ServerUnaryReactor* RecordFigures(grpc::CallbackServerContext* context,
                                          const v1::RecordFiguresRequest* request,
                                          v1::RecordFiguresResponse* response) override;
  grpc::ServerUnaryReactor* ListBaselines(grpc::CallbackServerContext* context,
                                          const v1::ListFiguresRequest* request,
                                          v1::ListBaselinesResponse* response) override;
  grpc::ServerUnaryReactor* ListTargets(grpc::CallbackServerContext* context,
                                        const v1::ListFiguresRequest* request,
                                        v1::ListTargetsResponse* response) override;
  grpc::ServerUnaryReactor* ListObservations(grpc::CallbackServerContext* context,
                                             const v1::ListFiguresRequest* request,
                                             v1::ListObservationsResponse* response) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
