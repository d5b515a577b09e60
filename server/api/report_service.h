// sheaf.v1.ReportService.
#pragma once

#include "server/api/serving.h"
#include "sheaf/v1/report_service.grpc.pb.h"

namespace sheaf::api {

class ReportService final : public v1::ReportService::CallbackService {
 public:
  explicit ReportService(const Serving& serving) : serving_(serving) {}

  grpc::ServerUnaryReactor* GetReport(grpc::CallbackServerContext* context,
                                      const v1::ReportRequest* request,
                                      v1::Document* response) override;
  grpc::ServerWriteReactor<v1::RenderedChunk>* RenderReport(
      grpc::CallbackServerContext* context, const v1::RenderReportRequest* request) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
