// sheaf.v1.PublicationService.
#pragma once

#include "server/api/serving.h"
#include "sheaf/v1/publication_service.grpc.pb.h"

namespace sheaf::api {

class PublicationService final : public v1::PublicationService::CallbackService {
 public:
  explicit PublicationService(const Serving& serving) : serving_(serving) {}

  grpc::ServerUnaryReactor* Publish(grpc::CallbackServerContext* context,
                                    const v1::PublishRequest* request,
                                    v1::Publication* response) override;
  grpc::ServerUnaryReactor* GetPublication(grpc::CallbackServerContext* context,
                                           const v1::GetPublicationRequest* request,
                                           v1::Publication* response) override;
  grpc::ServerUnaryReactor* ListPublications(grpc::CallbackServerContext* context,
                                             const v1::ListPublicationsRequest* request,
                                             v1::ListPublicationsResponse* response) override;
  grpc::ServerWriteReactor<v1::RenderedChunk>* RenderPublication(
      grpc::CallbackServerContext* context, const v1::RenderPublicationRequest* request) override;
  grpc::ServerUnaryReactor* ReproducePublication(
      grpc::CallbackServerContext* context, const v1::ReproducePublicationRequest* request,
      v1::ReproducePublicationResponse* response) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
