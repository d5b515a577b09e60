#include "server/api/report_service.h"

#include <algorithm>
#include <memory>
#include <string>

#include "server/api/answer.h"
#include "server/api/error_table.h"
#include "server/api/reading.h"
#include "server/base/status.h"
#include "server/reports/render/render.h"

namespace sheaf::api {
namespace {

absl::StatusOr<std::shared_ptr<const v1::Document>> MakeReport(const Serving& serving,
                                                               const v1::ReportRequest& request) {
  SHEAF_ASSIGN_OR_RETURN(const v1::Clocks clocks, Resolve(serving, request.as_of()));
  return serving.reporter->Report(request.sector(), request.format(), clocks);
}

// Sends a rendered report in chunks. Lives until the call is done; deletes itself then.
class RenderedStream final : public grpc::ServerWriteReactor<v1::RenderedChunk> {
 public:
  static constexpr size_t kChunkBytes = 256 << 10;

  RenderedStream(const Serving& serving, const v1::RenderReportRequest& request) {
    serving.slow->Run([this, &serving, request] { Begin(serving, request); });
  }

  void OnWriteDone(bool ok) override { ok ? Next() : Finish(grpc::Status::OK); }
  void OnDone() override { delete this; }

 private:
  void Begin(const Serving& serving, const v1::RenderReportRequest& request) {
    const auto document = MakeReport(serving, request.report());
    if (!document.ok()) return Finish(ToRpc(document.status()));
    rendered_ = reports::Render(**document, request.rendering());
    chunk_.set_media_type(rendered_.media_type);
    Next();
  }

  void Next() {
    if (sent_ == rendered_.content.size()) return Finish(grpc::Status::OK);
    const size_t size = std::min(kChunkBytes, rendered_.content.size() - sent_);
    if (sent_ > 0) chunk_.clear_media_type();
    chunk_.set_content(rendered_.content.substr(sent_, size));
    sent_ += size;
    StartWrite(&chunk_);
  }

  reports::Rendered rendered_;
  size_t sent_ = 0;
  v1::RenderedChunk chunk_;
};

}  // namespace

grpc::ServerUnaryReactor* ReportService::GetReport(grpc::CallbackServerContext* context,
                                                   const v1::ReportRequest* request,
                                                   v1::Document* response) {
  return Answer(serving_.slow, context, [this, request, response]() -> absl::Status {
    SHEAF_ASSIGN_OR_RETURN(const auto document, MakeReport(serving_, *request));
    *response = *document;
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::RenderedChunk>* ReportService::RenderReport(
    grpc::CallbackServerContext*, const v1::RenderReportRequest* request) {
  return new RenderedStream(serving_, *request);
}

}  // namespace sheaf::api
