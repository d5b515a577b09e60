#include "clients/cpp/bulk_push.h"

#include <memory>

namespace sheaf::client {
namespace {

// Below the 4 MiB that gRPC servers accept by default.
constexpr size_t kBatchMaxBytes = 3 << 20;

using Stream = grpc::ClientReaderWriter<v1::BatchPushUpdatesRequest, v1::BatchPushUpdatesResponse>;

// Reads the answer to the batch of `size` updates. False at the end of the stream.
bool TakeAnswer(Stream& stream, size_t size, BulkPushResult& result) {
  v1::BatchPushUpdatesResponse answer;
  if (!stream.Read(&answer)) return false;
  result.durable += size;
  result.pushed += answer.pushed();
  result.unchanged += answer.unchanged();
  result.revision = answer.revision();
  return true;
}

// One thread does both: it writes ahead by at most `window` batches, then reads one answer for each
// batch written. False where the stream ended early.
bool Exchange(Stream& stream, const std::vector<v1::BatchPushUpdatesRequest>& batches,
              size_t window, BulkPushResult& result) {
  size_t answered = 0;
  for (size_t sent = 0; sent < batches.size(); ++sent) {
    if (sent - answered == window) {
      if (!TakeAnswer(stream, batches[answered].updates_size(), result)) return false;
      ++answered;
    }
    // What was answered before the stream broke must still be read.
    if (!stream.Write(batches[sent])) break;
  }
  stream.WritesDone();
  while (answered < batches.size() &&
         TakeAnswer(stream, batches[answered].updates_size(), result)) {
    ++answered;
  }
  return answered == batches.size();
}

}  // namespace

std::vector<v1::BatchPushUpdatesRequest> IntoBatches(const std::string& parent,
                                                     const std::vector<v1::LineUpdate>& updates,
                                                     size_t batch_size) {
  std::vector<v1::BatchPushUpdatesRequest> batches;
  size_t bytes = 0;
  for (const v1::LineUpdate& update : updates) {
    const size_t more = update.ByteSizeLong();
    const bool full = batches.empty() || bytes + more > kBatchMaxBytes ||
                      batches.back().updates_size() == static_cast<int>(batch_size);
    if (full) {
      batches.emplace_back().set_parent(parent);
      bytes = 0;
    }
    *batches.back().add_updates() = update;
    bytes += more;
  }
  return batches;
}

absl::Status BulkPush(Connection& connection, const std::string& parent,
                      const std::vector<v1::LineUpdate>& updates, const BulkPushOptions& options,
                      BulkPushResult* result) {
  *result = {};
  auto batches = IntoBatches(parent, updates, options.batch_size);
  for (v1::BatchPushUpdatesRequest& batch : batches) batch.set_draft(options.draft);
  const auto context = connection.NewContext();
  const auto stream = connection.updates().StreamUpdates(context.get());
  const bool complete = Exchange(*stream, batches, options.window, *result);
  absl::Status status = FromGrpc(stream->Finish());
  if (!status.ok()) return ShiftRows(status, static_cast<int64_t>(result->durable));
  if (complete) return status;
  return absl::UnavailableError("the server ended the stream before it had answered every batch");
}

}  // namespace sheaf::client
