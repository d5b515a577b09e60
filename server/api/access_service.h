// AccessService: who a caller is and what it may do, and tokens.
#pragma once

#include <grpcpp/grpcpp.h>

#include "server/api/serving.h"
#include "sheaf/v1/access_service.grpc.pb.h"

namespace sheaf::api {

class AccessService final : public v1::AccessService::CallbackService {
 public:
  explicit AccessService(const Serving& serving) : serving_(serving) {}

  grpc::ServerUnaryReactor* WhoAmI(grpc::CallbackServerContext* context,
                                   const v1::WhoAmIRequest* request,
                                   v1::WhoAmIResponse* response) override;
  grpc::ServerUnaryReactor* ExplainAccess(grpc::CallbackServerContext* context,
                                          const v1::ExplainAccessRequest* request,
                                          v1::ExplainAccessResponse* response) override;
  grpc::ServerUnaryReactor* CreateToken(grpc::CallbackServerContext* context,
                                        const v1::CreateTokenRequest* request,
                                        v1::CreateTokenResponse* response) override;
  grpc::ServerUnaryReactor* ListTokens(grpc::CallbackServerContext* context,
                                       const v1::ListTokensRequest* request,
                                       v1::ListTokensResponse* response) override;
  grpc::ServerUnaryReactor* RevokeToken(grpc::CallbackServerContext* context,
                                        const v1::RevokeTokenRequest* request,
                                        v1::Token* response) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
