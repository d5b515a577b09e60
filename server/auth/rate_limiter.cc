#include "server/auth/rate_limiter.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "google/rpc/error_details.pb.h"
#include "server/base/status.h"

namespace sheaf::auth {
namespace {

constexpr char kRetryInfoUrl[] = "type.googleapis.com/google.rpc.RetryInfo";

Micros IntervalOf(const RateLimit& limit) {
  if (limit.calls_per_second <= 0) return 0;
  return std::max<Micros>(1, std::llround(1e6 / limit.calls_per_second));
}

absl::Status TooMany(const RateLimit& limit, Micros wait) {
  const int64_t millis = (wait + 999) / 1000;
  absl::Status status =
      Refusal(absl::StatusCode::kResourceExhausted, kRateLimited,
              absl::StrFormat("these are more calls than the %g a second that one caller may make "
                              "for long; try again in %.3f s, and send many records in one call "
                              "instead of one in each",
                              limit.calls_per_second, static_cast<double>(millis) / 1000));
  status = WithMetadata(std::move(status), "retry_after_millis", absl::StrCat(millis));
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(millis / 1000);
  retry.mutable_retry_delay()->set_nanos(static_cast<int32_t>(millis % 1000 * 1'000'000));
  status.SetPayload(kRetryInfoUrl, absl::Cord(retry.SerializeAsString()));
  return status;
}

}  // namespace

RateLimiter::RateLimiter(const Clock* clock, const RateLimit& limit)
    : clock_(clock),
      limit_(limit),
      interval_(IntervalOf(limit)),
      depth_(interval_ * std::max(1, limit.burst)) {}

absl::Status RateLimiter::Admit(std::string_view principal) {
  if (interval_ == 0) return absl::OkStatus();
  const Micros now = clock_->Now();
  const std::lock_guard lock(mutex_);
  return Take(now, FullAt(principal, now));
}

size_t RateLimiter::size() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

absl::Status RateLimiter::Take(Micros now, Micros* full_at) const {
  // No bucket is more than empty: what says so was written before the clock was set back.
  if (*full_at > now + depth_) *full_at = now;
  const Micros after = std::max(*full_at, now) + interval_;
  if (after > now + depth_) return TooMany(limit_, after - now - depth_);
  *full_at = after;
  return absl::OkStatus();
}

Micros* RateLimiter::FullAt(std::string_view principal, Micros now) {
  if (const auto place = places_.find(principal); place != places_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, place->second);
    return &buckets_.front().full_at;
  }
  if (buckets_.size() >= limit_.principals_max) {
    const Bucket& oldest = buckets_.back();
    const bool is_full = oldest.full_at <= now || oldest.full_at > now + depth_;
    if (!is_full) return &others_full_at_;
    places_.erase(oldest.principal);
    buckets_.pop_back();
  }
  buckets_.push_front({std::string(principal), now});
  places_.emplace(buckets_.front().principal, buckets_.begin());
  return &buckets_.front().full_at;
}

}  // namespace sheaf::auth
