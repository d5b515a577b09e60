// The calls that are streams and under way: what must be told when the server ends, since the other
// side decides how long they last.
#pragma once

#include <grpcpp/support/status.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "absl/status/status.h"

namespace sheaf::api {

// What a call is refused with while the server ends: UNAVAILABLE (SERVER_ENDING). `text` says what
// that means for it.
absl::Status ServerEnding(std::string_view text);

class OpenCall {
 public:
  virtual ~OpenCall() = default;
  // The server ends. Called once, on any thread, also while the call's own events are handled. The
  // call refuses what it has not begun, and finishes as soon as what it has begun is done.
  virtual void OnServerEnding() = 0;
};

// Thread-safe.
class OpenCalls {
 public:
  // Keeps track of `call`; where the server ends already, tells it at once.
  void Add(const std::shared_ptr<OpenCall>& call);
  void Remove(const OpenCall* call);

  // Tells all calls that are open, and those that come later.
  void EndAll();
  bool ending() const;
  // Waits until no call is open, at most until `deadline`.
  void WaitUntilNone(std::chrono::system_clock::time_point deadline);

 private:
  mutable std::mutex mutex_;
  std::condition_variable none_;
  bool ending_ = false;
  std::unordered_map<const OpenCall*, std::weak_ptr<OpenCall>> calls_;
};

}  // namespace sheaf::api
