// sheaf.v1.ChangeService.
#pragma once

#include "server/api/serving.h"
#include "sheaf/v1/change_service.grpc.pb.h"

namespace sheaf::api {

class ChangeService final : public v1::ChangeService::CallbackService {
 public:
  explicit ChangeService(const Serving& serving) : serving_(serving) {}

  grpc::ServerUnaryReactor* GetHistory(grpc::CallbackServerContext* context,
                                       const v1::GetHistoryRequest* request,
                                       v1::GetHistoryResponse* response) override;
  grpc::ServerUnaryReactor* ListChanges(grpc::CallbackServerContext* context,
                                        const v1::ListChangesRequest* request,
                                        v1::ListChangesResponse* response) override;
  grpc::ServerWriteReactor<v1::DiffResponse>* Diff(grpc::CallbackServerContext* context,
                                                   const v1::DiffRequest* request) override;
  grpc::ServerUnaryReactor* Withdraw(grpc::CallbackServerContext* context,
                                     const v1::WithdrawRequest* request,
                                     v1::WithdrawResponse* response) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
