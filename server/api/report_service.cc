#include "server/api/report_service.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "server/api/answer.h"
#include "server/api/answer_stream.h"
#include "server/api/reading.h"
#include "server/base/status.h"
#include "server/reports/render/render.h"

namespace sheaf::api {
namespace {

absl::StatusOr<std::shared_ptr<const v1::Document>> MakeReport(const Serving& serving,
                                                               const v1::ReportRequest& request) {
  const auto counts = model::LevelOf(CountsOf(serving, request));
  if (!counts) {
    Problems problems;
    problems.Add(Problem::kNoRow, "counts",
                 "found " + v1::ReviewState_Name(request.counts()) +
                     "; expected SUBMITTED, DEEMED_ACCEPTED, VERIFIED or PUBLISHED");
    return problems.AsStatus("INVALID_REPORT");
  }
  SHEAF_ASSIGN_OR_RETURN(const v1::Clocks clocks, Resolve(serving, request.as_of()));
  return serving.reporter->Report(request.sector(), request.format(), clocks, *counts);
}

// A rendered report, in chunks.
class RenderedChunks {
 public:
  static constexpr size_t kChunkBytes = 256 << 10;

  RenderedChunks(const Serving& serving, v1::RenderReportRequest request)
      : serving_(serving), request_(std::move(request)) {}

  absl::StatusOr<Made> Next(v1::RenderedChunk* chunk) {
    if (sent_ == 0) SHEAF_RETURN_IF_ERROR(Begin(chunk));
    if (sent_ == rendered_.content.size()) return Made::kEnd;
    const size_t size = std::min(kChunkBytes, rendered_.content.size() - sent_);
    chunk->set_content(rendered_.content.substr(sent_, size));
    sent_ += size;
    return Made::kMessage;
  }

 private:
  absl::Status Begin(v1::RenderedChunk* chunk) {
    if (serving_.open_calls->ending()) {
      return ServerEnding("the server is ending; ask again when it is back");
    }
    SHEAF_ASSIGN_OR_RETURN(const auto document, MakeReport(serving_, request_.report()));
    SHEAF_ASSIGN_OR_RETURN(rendered_, reports::Render(*document, request_.rendering()));
    chunk->set_media_type(rendered_.media_type);
    return absl::OkStatus();
  }

  const Serving& serving_;
  const v1::RenderReportRequest request_;
  reports::Rendered rendered_;
  size_t sent_ = 0;
};

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
  auto chunks = std::make_shared<RenderedChunks>(serving_, *request);
  return new AnswerStream<v1::RenderedChunk>(
      serving_, serving_.slow, serving_.quick, context,
      NeedsToReport(request->report(), CountsOf(serving_, request->report())),
      [chunks](const auth::Caller&, v1::RenderedChunk* chunk) { return chunks->Next(chunk); });
}

}  // namespace sheaf::api
