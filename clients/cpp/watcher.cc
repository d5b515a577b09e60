#include "clients/cpp/watcher.h"

#include <algorithm>
#include <utility>

namespace sheaf::client {
namespace {

// What another attempt may mend: the server ended, is not there, or found the reader too slow. A
// server that is ending cancels a call that reaches it just before it takes none.
bool IsWorthRetrying(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsAborted(status) || absl::IsCancelled(status);
}

absl::Status Cancelled() { return absl::CancelledError("the watch was cancelled"); }

}  // namespace

Watcher::Watcher(Connection& connection, WatcherOptions options)
    : connection_(connection),
      options_(std::move(options)),
      retry_delay_(options_.retry_delay_min) {}

Watcher::~Watcher() {
  Cancel();
  if (stream_ != nullptr) stream_->Finish();
  stream_ = nullptr;  // before its context
}

absl::StatusOr<v1::WatchResponse> Watcher::Next() {
  while (true) {
    v1::WatchResponse response;
    if (stream_ == nullptr && !Open()) return Cancelled();
    if (ReadNew(&response)) return response;
    const absl::Status status = Close();
    if (is_cancelled()) return Cancelled();
    if (!complete_through_ || !IsWorthRetrying(status)) return status;
    if (options_.on_retry) options_.on_retry(status, *complete_through_);
    if (!WaitBeforeRetry()) return Cancelled();
  }
}

void Watcher::Cancel() {
  const std::lock_guard lock(mutex_);
  cancelled_ = true;
  if (context_ != nullptr) context_->TryCancel();
  cancel_.notify_all();
}

bool Watcher::is_cancelled() {
  const std::lock_guard lock(mutex_);
  return cancelled_;
}

// False where it was cancelled.
bool Watcher::Open() {
  v1::WatchRequest request;
  request.mutable_resources()->Add(options_.resources.begin(), options_.resources.end());
  request.mutable_sectors()->Add(options_.sectors.begin(), options_.sectors.end());
  request.set_progress_interval_millis(static_cast<int32_t>(options_.progress_interval.count()));
  if (complete_through_) {
    request.set_after_revision(*complete_through_);
  } else if (options_.after_revision) {
    request.set_after_revision(*options_.after_revision);
  }
  to_drop_ = given_beyond_;
  const std::lock_guard lock(mutex_);
  if (cancelled_) return false;
  context_ = connection_.NewContext();
  stream_ = connection_.watches().Watch(context_.get(), request);
  return true;
}

// Reads on until there is something that was not given before. False at the end of the stream.
bool Watcher::ReadNew(v1::WatchResponse* response) {
  while (stream_->Read(response)) {
    retry_delay_ = options_.retry_delay_min;
    const bool had_changes = !response->changes().empty();
    DropRepeated(response);
    const bool is_news = !had_changes || !response->changes().empty() ||
                         response->complete_through() > complete_through_;
    const auto beyond = std::count_if(
        response->changes().begin(), response->changes().end(),
        [&](const auto& change) { return change.revision() > response->complete_through(); });
    if (response->complete_through() > complete_through_.value_or(-1)) given_beyond_ = 0;
    given_beyond_ += static_cast<size_t>(beyond);
    complete_through_ = std::max(complete_through_.value_or(0), response->complete_through());
    if (is_news) return true;
  }
  return false;
}

void Watcher::DropRepeated(v1::WatchResponse* response) {
  const size_t count = std::min(to_drop_, static_cast<size_t>(response->changes_size()));
  response->mutable_changes()->DeleteSubrange(0, static_cast<int>(count));
  to_drop_ -= count;
}

absl::Status Watcher::Close() {
  const absl::Status status = FromGrpc(stream_->Finish());
  stream_ = nullptr;
  const std::lock_guard lock(mutex_);
  context_ = nullptr;
  if (!status.ok()) return status;
  return absl::UnavailableError("the server ended the watch without a reason");
}

// False where it was cancelled meanwhile.
bool Watcher::WaitBeforeRetry() {
  std::unique_lock lock(mutex_);
  cancel_.wait_for(lock, retry_delay_, [this] { return cancelled_; });
  retry_delay_ = std::min(2 * retry_delay_, options_.retry_delay_max);
  return !cancelled_;
}

}  // namespace sheaf::client
