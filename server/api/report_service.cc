#include "server/api/report_service.h"

#include <memory>
#include <string>

#include "server/api/answer.h"
#include "server/api/answer_stream.h"
#include "server/api/reading.h"
#include "server/api/rendered_chunks.h"
#include "server/base/status.h"
#include "server/reports/render/render.h"

namespace sheaf::api {
namespace {

absl::StatusOr<std::shared_ptr<const v1::Document>> MakeReport(const Serving& serving,
                                                               const v1::ReportRequest& request) {
  SHEAF_ASSIGN_OR_RETURN(const model::Level counts, LevelOf(serving, request));
  reports::Asked asked{.sector = request.sector(), .format = request.format()};
  SHEAF_ASSIGN_OR_RETURN(asked.clocks, Resolve(serving, request.as_of()));
  asked.counts = counts;
  asked.language = request.language();
  asked.names_lines = counts == UsualLevel(serving);
  asked.member_state = request.member_state();
  if (request.has_compared_with()) {
    SHEAF_ASSIGN_OR_RETURN(asked.compared_with, Resolve(serving, request.compared_with()));
  }
  return serving.reporter->Report(asked);
}

}  // namespace

grpc::ServerUnaryReactor* ReportService::GetReport(grpc::CallbackServerContext* context,
                                                   const v1::ReportRequest* request,
                                                   v1::Document* response) {
  return Answer(serving_, serving_.slow, context,
                NeedsToReport(*request, CountsOf(serving_, *request)),
                [this, request, response]() -> absl::Status {
                  SHEAF_ASSIGN_OR_RETURN(const auto document, MakeReport(serving_, *request));
                  *response = *document;
                  return absl::OkStatus();
                });
}

grpc::ServerWriteReactor<v1::RenderedChunk>* ReportService::RenderReport(
    grpc::CallbackServerContext* context, const v1::RenderReportRequest* request) {
  auto chunks = std::make_shared<RenderedChunks>(
      serving_, [this, request = *request]() -> absl::StatusOr<reports::Rendered> {
        SHEAF_ASSIGN_OR_RETURN(const auto document, MakeReport(serving_, request.report()));
        return reports::Render(*document, request.rendering());
      });
  return new AnswerStream<v1::RenderedChunk>(
      serving_, serving_.slow, serving_.quick, context,
      NeedsToReport(request->report(), CountsOf(serving_, request->report())),
      [chunks](const auth::Caller&, v1::RenderedChunk* chunk) { return chunks->Next(chunk); });
}

}  // namespace sheaf::api
