// sheaf.v1.ProofService.
#pragma once

#include "server/api/serving.h"
#include "sheaf/v1/proof_service.grpc.pb.h"

namespace sheaf::api {

class ProofService final : public v1::ProofService::CallbackService {
 public:
  explicit ProofService(const Serving& serving) : serving_(serving) {}

  grpc::ServerWriteReactor<v1::WalkChainResponse>* WalkChain(
      grpc::CallbackServerContext* context, const v1::WalkChainRequest* request) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
