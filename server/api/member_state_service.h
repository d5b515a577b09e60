// sheaf.v1.MemberStateService.
#pragma once

#include "server/api/serving.h"
#include "sheaf/v1/member_state_service.grpc.pb.h"

namespace sheaf::api {

class MemberStateService final : public v1::MemberStateService::CallbackService {
 public:
  explicit MemberStateService(const Serving& serving) : serving_(serving) {}

  grpc::ServerUnaryReactor* PutMemberStates(grpc::CallbackServerContext* context,
                                            const v1::PutMemberStatesRequest* request,
                                            v1::PutMemberStatesResponse* response) override;
  grpc::ServerUnaryReactor* ListMemberStates(grpc::CallbackServerContext* context,
                                             const v1::ListMemberStatesRequest* request,
                                             v1::ListMemberStatesResponse* response) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
