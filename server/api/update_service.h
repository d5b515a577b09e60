// sheaf.v1.UpdateService.
#pragma once

#include "server/api/serving.h"
#include "sheaf/v1/update_service.grpc.pb.h"

namespace sheaf::api {

class UpdateService final : public v1::UpdateService::CallbackService {
 public:
  explicit UpdateService(const Serving& serving) : serving_(serving) {}

  grpc::ServerUnaryReactor* PushUpdate(grpc::CallbackServerContext* context,
                                       const v1::PushUpdateRequest* request,
                                       v1::PushUpdateResponse* response) override;
  grpc::ServerUnaryReactor* BatchPushUpdates(grpc::CallbackServerContext* context,
                                             const v1::BatchPushUpdatesRequest* request,
                                             v1::BatchPushUpdatesResponse* response) override;
  grpc::ServerBidiReactor<v1::BatchPushUpdatesRequest, v1::BatchPushUpdatesResponse>* StreamUpdates(
      grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* CorrectUpdate(grpc::CallbackServerContext* context,
                                          const v1::CorrectUpdateRequest* request,
                                          v1::PushUpdateResponse* response) override;
  grpc::ServerUnaryReactor* GetUpdate(grpc::CallbackServerContext* context,
                                      const v1::GetUpdateRequest* request,
                                      v1::Update* response) override;
  grpc::ServerUnaryReactor* ListUpdates(grpc::CallbackServerContext* context,
                                        const v1::ListUpdatesRequest* request,
                                        v1::ListUpdatesResponse* response) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
