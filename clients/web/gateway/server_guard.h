// Whether calls from beyond this machine may be passed on. To the server every call comes from the
// gateway: one without a credential would be taken for one of the server's own machine, and where
// the server has no policy every call would hold every role. So beyond the loopback a call needs a
// credential, and the server a policy.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>

#include "absl/status/status.h"
#include "clients/web/gateway/upstream/upstream.h"

namespace sheaf::gateway {

// Thread-safe.
class ServerGuard {
 public:
  // Where `is_local` everything may be passed on. Else the server is asked now, and every few
  // seconds. `upstream` outlives the guard.
  ServerGuard(Upstream* upstream, bool is_local);
  ~ServerGuard();
  ServerGuard(const ServerGuard&) = delete;
  ServerGuard& operator=(const ServerGuard&) = delete;

  // OK; FAILED_PRECONDITION where the server has no policy; UNAVAILABLE where it could not be asked
  // yet.
  absl::Status Check() const;
  // The same for a call with this header; UNAUTHENTICATED where it needs one.
  absl::Status CheckCall(std::string_view authorization) const;

 private:
  enum class Finding { kUnknown, kHasPolicy, kHasNone };
  void Ask();
  void AskAgainAndAgain();

  Upstream* const upstream_;
  const bool is_local_;
  std::atomic<Finding> finding_ = Finding::kUnknown;
  std::mutex mutex_;
  std::condition_variable end_;
  bool is_ending_ = false;
  std::thread thread_;
};

}  // namespace sheaf::gateway
