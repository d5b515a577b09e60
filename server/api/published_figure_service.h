// sheaf.v1.PublishedFigureService.
#pragma once

#include "server/api/serving.h"
#include "sheaf/v1/published_figure_service.grpc.pb.h"

namespace sheaf::api {

class PublishedFigureService final : public v1::PublishedFigureService::CallbackService {
 public:
  explicit PublishedFigureService(const Serving& serving) : serving_(serving) {}

  grpc::ServerUnaryReactor* RecordPublishedFigures(
      grpc::CallbackServerContext* context, const v1::RecordPublishedFiguresRequest* request,
      v1::RecordPublishedFiguresResponse* response) override;
  grpc::ServerUnaryReactor* GetPublishedFigure(grpc::CallbackServerContext* context,
                                               const v1::GetPublishedFigureRequest* request,
                                               v1::PublishedFigure* response) override;
  grpc::ServerUnaryReactor* ListPublishedFigures(
      grpc::CallbackServerContext* context, const v1::ListPublishedFiguresRequest* request,
      v1::ListPublishedFiguresResponse* response) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
