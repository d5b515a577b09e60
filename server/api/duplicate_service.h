// sheaf.v1.DuplicateService.
#pragma once

#include "server/api/serving.h"
#include "sheaf/v1/duplicate_service.grpc.pb.h"

namespace sheaf::api {

class DuplicateService final : public v1::DuplicateService::CallbackService {
 public:
  explicit DuplicateService(const Serving& serving) : serving_(serving) {}

  grpc::ServerUnaryReactor* DecideDuplicate(grpc::CallbackServerContext* context,
                                            const v1::DecideDuplicateRequest* request,
                                            v1::DuplicatePair* response) override;
  grpc::ServerUnaryReactor* ListDuplicates(grpc::CallbackServerContext* context,
                                           const v1::ListDuplicatesRequest* request,
                                           v1::ListDuplicatesResponse* response) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
