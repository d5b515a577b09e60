#include "clients/web/gateway/http/admissions.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

namespace sheaf::gateway {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

bool Admissions::Enter(const std::string& address) {
  const std::lock_guard lock(mutex_);
  if (connections_ >= limits_.connections_max) return false;
  size_t& here = per_address_[address];
  if (here >= limits_.connections_per_address_max) return false;
  ++here;
  ++connections_;
  return true;
}

void Admissions::Leave(const std::string& address) {
  const std::lock_guard lock(mutex_);
  --connections_;
  const auto here = per_address_.find(address);
  if (--here->second == 0) per_address_.erase(here);
}

size_t Admissions::connections() const {
  const std::lock_guard lock(mutex_);
  return connections_;
}

Admissions::Bucket& Admissions::BucketOf(const std::string& address) {
  const auto place = places_.find(address);
  if (place != places_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, place->second);
    return buckets_.front();
  }
  if (buckets_.size() >= limits_.addresses_max) {
    places_.erase(buckets_.back().address);
    buckets_.pop_back();
  }
  buckets_.push_front({address, {}});
  places_[address] = buckets_.begin();
  return buckets_.front();
}

std::optional<milliseconds> Admissions::Ask(const std::string& address, Clock::time_point now) {
  if (limits_.requests_per_second <= 0) return std::nullopt;
  const auto interval = duration_cast<Clock::duration>(
      std::chrono::duration<double>(1 / limits_.requests_per_second));
  const std::lock_guard lock(mutex_);
  Bucket& bucket = BucketOf(address);
  const auto full_at = std::max(bucket.full_at, now) + interval;
  const auto wait = full_at - now - interval * limits_.requests_burst;
  if (wait > Clock::duration::zero()) return duration_cast<milliseconds>(wait) + milliseconds(1);
  bucket.full_at = full_at;
  return std::nullopt;
}

std::string OriginOf(const std::string& address) {
  boost::system::error_code error;
  auto parsed = boost::asio::ip::make_address(address, error);
  if (error || parsed.is_v4()) return address;
  auto bytes = parsed.to_v6().to_bytes();
  if (parsed.to_v6().is_v4_mapped()) {
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, parsed.to_v6()).to_string();
  }
  std::fill(bytes.begin() + bytes.size() / 2, bytes.end(), 0);
  return boost::asio::ip::make_address_v6(bytes).to_string() + "/64";
}

}  // namespace sheaf::gateway
