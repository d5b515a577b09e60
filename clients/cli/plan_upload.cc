#include "clients/cli/plan_upload.h"

#include "clients/cpp/error.h"

namespace sheaf::cli {
namespace {

// Lines and bytes of one message of the stream.
constexpr int kMessageMaxLines = 1000;
constexpr size_t kMessageMaxBytes = 1 << 20;

}  // namespace

absl::StatusOr<v1::ImportPlanResponse> UploadPlan(client::Connection& connection,
                                                  v1::ImportPlanRequest first,
                                                  const std::vector<v1::Line>& lines) {
  const auto context = connection.NewContext();
  v1::ImportPlanResponse response;
  const auto stream = connection.plans().ImportPlan(context.get(), &response);
  v1::ImportPlanRequest message = std::move(first);
  size_t bytes = 0;
  bool open = true;
  for (const v1::Line& line : lines) {
    if (message.lines_size() == kMessageMaxLines || bytes > kMessageMaxBytes) {
      open = open && stream->Write(message);
      message.Clear();
      bytes = 0;
    }
    *message.add_lines() = line;
    bytes += line.ByteSizeLong();
  }
  if (open && stream->Write(message)) stream->WritesDone();
  const absl::Status status = client::FromGrpc(stream->Finish());
  if (!status.ok()) return status;
  return response;
}

}  // namespace sheaf::cli
