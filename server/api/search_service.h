// sheaf.v1.SearchService.
#pragma once

#include "server/api/serving.h"
#include "sheaf/v1/search_service.grpc.pb.h"

namespace sheaf::api {

class SearchService final : public v1::SearchService::CallbackService {
 public:
  explicit SearchService(const Serving& serving) : serving_(serving) {}

  grpc::ServerUnaryReactor* Search(grpc::CallbackServerContext* context,
                                   const v1::SearchRequest* request,
                                   v1::SearchResponse* response) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
