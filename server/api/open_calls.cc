#include "server/api/open_calls.h"

#include <vector>

#include "server/base/status.h"

namespace sheaf::api {

absl::Status ServerEnding(std::string_view text) {
  return Refusal(absl::StatusCode::kUnavailable, kServerEnding, text);
}

void OpenCalls::Add(const std::shared_ptr<OpenCall>& call) {
  {
    const std::lock_guard lock(mutex_);
    calls_.emplace(call.get(), call);
    if (!ending_) return;
  }
  call->OnServerEnding();
}

void OpenCalls::Remove(const OpenCall* call) {
  const std::lock_guard lock(mutex_);
  calls_.erase(call);
  if (calls_.empty()) none_.notify_all();
}

void OpenCalls::EndAll() {
  std::vector<std::shared_ptr<OpenCall>> told;
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    for (const auto& [address, call] : calls_) {
      if (auto open = call.lock()) told.push_back(std::move(open));
    }
  }
  // Without the lock: what is told may remove itself.
  for (const auto& call : told) call->OnServerEnding();
}

void OpenCalls::WaitUntilNone(std::chrono::system_clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  none_.wait_until(lock, deadline, [this] { return calls_.empty(); });
}

bool OpenCalls::ending() const {
  const std::lock_guard lock(mutex_);
  return ending_;
}

}  // namespace sheaf::api
