// Tries again what a bad line broke: after a random wait of at most delay_min, 2 delay_min, 4
// delay_min ... delay_max ("full jitter", so that many clients that lost the same server do not
// come back in step), or after the wait that the server asks for.
//
// gRPC's own retryPolicy is left unused: its jitter is a fifth, it stops at five attempts, knows
// nothing of the wait in google.rpc.RetryInfo, and takes its choice by method, where only a request
// can say whether it bears repeating.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace sheaf::client {

struct RetryOptions {
  // Without any progress in between; 1: never again.
  int attempts_max = 4;
  std::chrono::milliseconds delay_min{250};
  std::chrono::milliseconds delay_max{5000};
  // Is told what broke, and after which wait it is tried again. Optional.
  std::function<void(const absl::Status&, std::chrono::milliseconds)> on_retry = nullptr;
  // The clock, the waiting and a number in [0, 1): those of the machine, but in tests.
  std::function<std::chrono::system_clock::time_point()> now = nullptr;
  std::function<void(std::chrono::milliseconds)> sleep = nullptr;
  std::function<double()> random = nullptr;
};

// The attempts at one piece of work, which must bear repeating. Not thread-safe.
class Retry {
 public:
  // Nothing is tried again once `deadline` has passed, nor where the wait would pass it.
  Retry(RetryOptions options, std::chrono::system_clock::time_point deadline);

  // To be called with the error of each attempt. Waits and returns true where another is worth its
  // while; false at once where it is not, or where there have been enough.
  bool Again(const absl::Status& status);

  // The last attempt got somewhere: counts and waits begin anew.
  void Progressed() { failed_ = 0; }

 private:
  std::chrono::milliseconds NextWait(const absl::Status& status) const;

  const RetryOptions options_;
  const std::chrono::system_clock::time_point deadline_;
  int failed_ = 0;
};

// True where the same call may succeed later: the connection broke or could not be made, the server
// is ending, or it asks the caller to wait and says how long.
bool IsTransient(const absl::Status& status);

// True where sending `request` twice comes to the same as sending it once: it reads, it only
// checks, or it has a request_id.
bool MayBeRepeated(const google::protobuf::Message& request);

// A new id for a write: 32 hexadecimal digits, random.
std::string NewRequestId();

}  // namespace sheaf::client
