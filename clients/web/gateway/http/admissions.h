// Who may come in: connections of all and of one address, and requests a second of one address.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace sheaf::gateway {

struct AdmissionLimits {
  size_t connections_max = 4000;
  size_t connections_per_address_max = 1500;
  // 0: as many as it likes.
  double requests_per_second = 500;
  int requests_burst = 2000;
  // Addresses whose requests are counted; the one that was seen last longest ago is forgotten.
  size_t addresses_max = 16384;
};

// Thread-safe.
class Admissions {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Admissions(const AdmissionLimits& limits) : limits_(limits) {}

  // Counts a connection in; false where it is one too many, which is not counted.
  bool Enter(const std::string& address);
  void Leave(const std::string& address);
  size_t connections() const;

  // Counts a request. Where it is one too many, which is not counted, after how long the next one
  // will do.
  std::optional<std::chrono::milliseconds> Ask(const std::string& address, Clock::time_point now);

 private:
  // Of a bucket that fills with time it is enough to know when it will be full.
  struct Bucket {
    std::string address;
    Clock::time_point full_at;
  };
  Bucket& BucketOf(const std::string& address);

  const AdmissionLimits limits_;
  mutable std::mutex mutex_;
  size_t connections_ = 0;
  std::map<std::string, size_t> per_address_;
  std::list<Bucket> buckets_;  // the one that was asked for last comes first
  std::unordered_map<std::string, std::list<Bucket>::iterator> places_;
};

// What counts as one address: an IPv4 address, or an IPv6 network of 64 bits.
std::string OriginOf(const std::string& address);

}  // namespace sheaf::gateway
