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
    if (!ending_) {
      calls_.emplace(call.get(), call);
      return;
    }
  }
  call->OnServerEnding();
}

void OpenCalls::Remove(const OpenCall* call) {
  const std::lock_guard lock(mutex_);
  calls_.erase(call);
}

void OpenCalls::EndAll() {
  std::vector<std::shared_ptr<OpenCall>> told;
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    for (const auto& [address, call] : calls_) {
      if (auto open = call.lock()) told.push_back(std::move(open));
    }
    calls_.clear();
  }
  // Without the lock: what is told may remove itself.
  for (const auto& call : told) call->OnServerEnding();
}

bool OpenCalls::ending() const {
  const std::lock_guard lock(mutex_);
  return ending_;
}

}  // namespace sheaf::api
