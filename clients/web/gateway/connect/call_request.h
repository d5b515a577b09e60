// A call as it came over HTTP: which RPC, with which message, in which form the answer goes back.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "clients/web/gateway/connect/method.h"
#include "clients/web/gateway/http/message.h"

namespace sheaf::gateway {

enum class Codec { kJson, kProto };

struct CallRequest {
  Codec codec = Codec::kJson;
  bool is_get = false;
  // The message as it came with `codec`, no longer compressed; after ToBinaryForm, in its binary
  // form.
  std::string message;
  // Whether the answer may be gzip.
  bool takes_gzip = false;
  // How long the caller waits; none: as long as it takes.
  std::optional<std::chrono::milliseconds> timeout;
};

// What is wrong with a call before it is one. The HTTP status is that of `status` unless
// `http_status` says another.
struct CallRefused {
  absl::Status status;
  int http_status = 0;
};

class CallReader {
 public:
  // `message_max_bytes` is that of one message, once it is no longer compressed.
  explicit CallReader(size_t message_max_bytes) : message_max_bytes_(message_max_bytes) {}

  // Fills `call` from a request for a unary RPC, by POST or by GET; what is wrong, where something
  // is.
  std::optional<CallRefused> ReadUnary(const Request& request, CallRequest* call) const;
  // The same for an RPC whose answers are a stream.
  std::optional<CallRefused> ReadStreaming(const Request& request, CallRequest* call) const;

 private:
  std::optional<CallRefused> ReadPost(const Request& request, CallRequest* call,
                                      std::string* message) const;
  std::optional<CallRefused> ReadGet(const Request& request, CallRequest* call,
                                     std::string* message) const;
  absl::Status Decompress(std::string_view compression, std::string* message) const;
  const size_t message_max_bytes_;
};

// Puts the message of `call` into its binary form: what costs most of reading a call, and is not
// needed where its answer is there already. INVALID_ARGUMENT where it is not of the method.
absl::Status ToBinaryForm(const Method& method, CallRequest* call);

// "connect-timeout-ms" as a time; none for "". INVALID_ARGUMENT where it is not a number of at most
// ten digits.
absl::StatusOr<std::optional<std::chrono::milliseconds>> ParseTimeout(std::string_view text);

}  // namespace sheaf::gateway
