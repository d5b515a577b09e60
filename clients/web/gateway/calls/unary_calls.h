// Answers calls of unary RPCs.
#pragma once

#include <chrono>
#include <optional>

#include "clients/web/gateway/calls/answer_cache.h"
#include "clients/web/gateway/connect/call_request.h"
#include "clients/web/gateway/http/exchange.h"

namespace sheaf::gateway {

struct CallOptions {
  bool has_tls = false;
  size_t message_max_bytes = 16 << 20;
  // The longest that a unary call may take.
  std::chrono::milliseconds call_max{300'000};
};

// Thread-safe.
class UnaryCalls {
 public:
  // Both outlive this.
  UnaryCalls(Upstream* upstream, AnswerCache* cache, const CallOptions& options)
      : upstream_(upstream), cache_(cache), options_(options), reader_(options.message_max_bytes) {}

  boost::asio::awaitable<void> Answer(const Request& request, const Method& method,
                                      Exchange* exchange);

 private:
  using Found = AnswerCache::Found;
  // The answer, or the call to wait for. INVALID_ARGUMENT where the message is not the method's.
  absl::StatusOr<Found> Ask(const Method& method, CallRequest* call,
                            const Credentials& credentials);
  void Begin(const std::shared_ptr<Asking>& asking, const std::string& key, const Method& method,
             const CallRequest& call, const Credentials& credentials);
  // Null where the caller did not wait for it, or went away.
  boost::asio::awaitable<std::shared_ptr<const Reply>> Await(
      std::shared_ptr<Asking> asking, std::optional<std::chrono::milliseconds> timeout,
      Exchange* exchange);
  Response Refuse(const absl::Status& status, int http_status) const;

  Upstream* const upstream_;
  AnswerCache* const cache_;
  const CallOptions options_;
  const CallReader reader_;
};

// What the caller shows, to be passed on.
Credentials CredentialsOf(const Request& request);
// gRPC ends the process over metadata that is not printable ASCII.
bool CanBePassedOn(const Credentials& credentials);

}  // namespace sheaf::gateway
