#include "clients/cpp/bulk_push.h"

#include <memory>
#include <utility>

namespace sheaf::client {
namespace {

constexpr size_t kBatchMaxBytes = 256 << 10;

using Stream = grpc::ClientReaderWriter<v1::BatchPushUpdatesRequest, v1::BatchPushUpdatesResponse>;

// One push, over as many streams as it takes. Not thread-safe.
class Push {
 public:
  Push(const BulkPushOptions& options, std::vector<v1::BatchPushUpdatesRequest> batches,
       size_t total, BulkPushResult& result)
      : options_(options), batches_(std::move(batches)), total_(total), result_(result) {}

  // One stream, from the first batch that has no answer on.
  absl::Status Attempt(Connection& connection) {
    const auto context = connection.NewContext(kBatchMaxBytes);
    const auto stream = connection.updates().StreamUpdates(context.get());
    Exchange(*stream);
    const absl::Status status = FromGrpc(stream->Finish());
    if (!status.ok() || answered_ == batches_.size()) return status;
    return absl::UnavailableError("the server ended the stream before it had answered every batch");
  }

  size_t answered() const { return answered_; }

 private:
  // One thread does both: it writes ahead by at most `window` batches, then reads one answer for
  // each batch written.
  void Exchange(Stream& stream) {
    size_t sent = answered_;
    for (; sent < batches_.size(); ++sent) {
      if (sent - answered_ == options_.window && !TakeAnswer(stream)) return;
      // What was answered before the stream broke must still be read.
      if (!stream.Write(batches_[sent])) break;
    }
    stream.WritesDone();
    while (answered_ < batches_.size() && TakeAnswer(stream)) {
    }
  }

  // False at the end of the stream.
  bool TakeAnswer(Stream& stream) {
    v1::BatchPushUpdatesResponse answer;
    if (!stream.Read(&answer)) return false;
    result_.durable += static_cast<size_t>(batches_[answered_].updates_size());
    result_.pushed += answer.pushed();
    result_.unchanged += answer.unchanged();
    result_.revision = answer.revision();
    result_.names.insert(result_.names.end(), answer.names().begin(), answer.names().end());
    ++answered_;
    if (options_.on_progress) options_.on_progress(result_.durable, total_);
    return true;
  }

  const BulkPushOptions& options_;
  const std::vector<v1::BatchPushUpdatesRequest> batches_;
  const size_t total_;
  BulkPushResult& result_;
  size_t answered_ = 0;
};

std::vector<v1::BatchPushUpdatesRequest> BatchesOf(const std::string& parent,
                                                   const std::vector<v1::LineUpdate>& updates,
                                                   const BulkPushOptions& options) {
  auto batches = IntoBatches(parent, updates, options.batch_size);
  const std::string id = options.request_id.empty() ? NewRequestId() : options.request_id;
  for (size_t i = 0; i < batches.size(); ++i) {
    batches[i].set_draft(options.draft);
    batches[i].set_request_id(id + "/" + std::to_string(i));
  }
  return batches;
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
  Push push(options, BatchesOf(parent, updates, options), updates.size(), *result);
  // As long as it gets on, a long push may take its time.
  Retry retry(options.retry, std::chrono::system_clock::time_point::max());
  while (true) {
    const size_t answered_before = push.answered();
    const absl::Status status = push.Attempt(connection);
    if (status.ok()) return status;
    if (push.answered() > answered_before) retry.Progressed();
    if (!retry.Again(status)) return ShiftRows(status, static_cast<int64_t>(result->durable));
  }
}

}  // namespace sheaf::client
