// How many calls a principal may begin. Each has a bucket that holds `burst` calls and fills with
// `calls_per_second`; who finds it empty is refused and told when the next call will do.
//
//   RateLimiter limiter(&clock, {1000, 10'000});
//   SHEAF_RETURN_IF_ERROR(limiter.Admit("local/alice"));
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "server/base/clock.h"

namespace sheaf::auth {

struct RateLimit {
  double calls_per_second = 1000;  // 0: no limit
  int burst = 10'000;              // at least 1
  // Buckets that are kept. One that is full again is forgotten when its place is needed; where none
  // is, all who come new share one bucket: inventing names costs no memory and gains no calls.
  size_t principals_max = 4096;
};

// The reason that a call over the limit is refused with.
inline constexpr std::string_view kRateLimited = "RATE_LIMITED";

// Thread-safe. Costs a lookup under a lock.
class RateLimiter {
 public:
  // `clock` outlives the limiter.
  RateLimiter(const Clock* clock, const RateLimit& limit);

  // Counts a call of `principal`. RESOURCE_EXHAUSTED (RATE_LIMITED) where it is one too many, which
  // is not counted; the wait is in the text, in a google.rpc.RetryInfo and, as the metadata
  // `retry_after_millis`, in the ErrorInfo.
  absl::Status Admit(std::string_view principal);

  // Buckets that are kept now.
  size_t size() const;

 private:
  // Of a bucket, it is enough to know when it will be full: each call moves that by `interval_`.
  struct Bucket {
    std::string principal;
    Micros full_at = 0;
  };
  using Buckets = std::list<Bucket>;

  // Both with mutex_ held.
  Micros* FullAt(std::string_view principal, Micros now);
  absl::Status Take(Micros now, Micros* full_at) const;

  const Clock* const clock_;
  const RateLimit limit_;
  const Micros interval_;  // between two calls of one who uses the limit up; 0: no limit
  const Micros depth_;     // of a bucket, as the time that it takes to fill

  mutable std::mutex mutex_;
  Buckets buckets_;  // the one that was asked for last comes first
  absl::flat_hash_map<std::string_view, Buckets::iterator> places_;  // keys are of buckets_
  Micros others_full_at_ = 0;
};

}  // namespace sheaf::auth
