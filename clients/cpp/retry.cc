#include "clients/cpp/retry.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <random>
#include <string_view>
#include <thread>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/escaping.h"
#include "clients/cpp/error.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/time_util.h"
#include "google/rpc/error_details.pb.h"

namespace sheaf::client {
namespace {

using google::protobuf::util::TimeUtil;
using std::chrono::milliseconds;
using std::chrono::system_clock;

constexpr char kRetryInfoUrl[] = "type.googleapis.com/google.rpc.RetryInfo";
// So that neither a shift nor a sum overflows.
constexpr int kDoublingsMax = 20;
constexpr milliseconds kToldMax = std::chrono::hours(1);

double RandomFraction() {
  static thread_local std::mt19937_64 engine{std::random_device()()};
  return std::uniform_real_distribution<double>(0, 1)(engine);
}

RetryOptions WithTheMachines(RetryOptions options) {
  if (!options.now) options.now = [] { return system_clock::now(); };
  if (!options.sleep) options.sleep = [](milliseconds wait) { std::this_thread::sleep_for(wait); };
  if (!options.random) options.random = &RandomFraction;
  return options;
}

// How long the server asks the caller to wait; nothing where it does not.
std::optional<milliseconds> ToldWait(const absl::Status& status) {
  const auto payload = status.GetPayload(kRetryInfoUrl);
  google::rpc::RetryInfo info;
  if (!payload || !info.ParseFromString(std::string(*payload))) return std::nullopt;
  const milliseconds told(TimeUtil::DurationToMilliseconds(info.retry_delay()));
  return std::clamp(told, milliseconds(0), kToldMax);
}

bool HasPrefix(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

}  // namespace

Retry::Retry(RetryOptions options, system_clock::time_point deadline)
    : options_(WithTheMachines(std::move(options))), deadline_(deadline) {}

bool Retry::Again(const absl::Status& status) {
  ++failed_;
  if (!IsTransient(status) || failed_ >= options_.attempts_max) return false;
  const milliseconds wait = NextWait(status);
  if (deadline_ - options_.now() <= wait) return false;
  if (options_.on_retry) options_.on_retry(status, wait);
  options_.sleep(wait);
  return true;
}

milliseconds Retry::NextWait(const absl::Status& status) const {
  const int doublings = std::min(failed_ - 1, kDoublingsMax);
  const milliseconds longest = std::min(options_.delay_min * (1 << doublings), options_.delay_max);
  const milliseconds jitter(
      static_cast<int64_t>(options_.random() * static_cast<double>(longest.count())));
  return ToldWait(status).value_or(milliseconds(0)) + jitter;
}

bool IsTransient(const absl::Status& status) {
  if (absl::IsResourceExhausted(status)) return ToldWait(status).has_value();
  // A server that is ending cancels a call that reaches it just before it takes none.
  return IsUnreachable(status) && !absl::IsDeadlineExceeded(status);
}

bool MayBeRepeated(const google::protobuf::Message& request) {
  const auto& type = *request.GetDescriptor();
  const auto& values = *request.GetReflection();
  const auto* const only_checks = type.FindFieldByName("validate_only");
  if (only_checks != nullptr && values.GetBool(request, only_checks)) return true;
  const auto* const id = type.FindFieldByName("request_id");
  if (id != nullptr) return !values.GetString(request, id).empty();
  constexpr std::array kReads = {"Get",  "List",   "Render",  "Report",
                                 "Diff", "WhoAmI", "Explain", "Reproduce"};
  return std::any_of(kReads.begin(), kReads.end(),
                     [&](const char* prefix) { return HasPrefix(type.name(), prefix); });
}

std::string NewRequestId() {
  std::string bytes(16, '\0');
  // Without chance, two writes could be taken for one.
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) !=
      1) {
    std::abort();
  }
  return absl::BytesToHexString(bytes);
}

}  // namespace sheaf::client
