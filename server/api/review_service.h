// sheaf.v1.ReviewService.
#pragma once

#include "server/api/serving.h"
#include "sheaf/v1/review_service.grpc.pb.h"

namespace sheaf::api {

class ReviewService final : public v1::ReviewService::CallbackService {
 public:
  explicit ReviewService(const Serving& serving) : serving_(serving) {}

  grpc::ServerUnaryReactor* ReviewUpdates(grpc::CallbackServerContext* context,
                                          const v1::ReviewUpdatesRequest* request,
                                          v1::ReviewUpdatesResponse* response) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
