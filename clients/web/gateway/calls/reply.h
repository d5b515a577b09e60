// The answer of a unary call as it goes over HTTP.
#pragma once

#include <memory>
#include <string>

#include "clients/web/gateway/connect/call_request.h"
#include "clients/web/gateway/connect/method.h"
#include "clients/web/gateway/http/message.h"
#include "clients/web/gateway/upstream/upstream.h"
#include "google/rpc/status.pb.h"

namespace sheaf::gateway {

struct Reply {
  // Of gRPC; 0: the call was answered.
  int code = 0;
  // With every header that does not depend on who asks.
  Response response;
  // Of a call without side effects that was answered; else "".
  std::string etag;

  size_t bytes() const { return response.body ? response.body->size() : 0; }
};

// How the answers of a call are written.
struct ReplyForm {
  Method method;
  Codec codec = Codec::kJson;
  bool takes_gzip = false;
  bool has_tls = false;
};

// The answer `result` in that form; a failure as JSON, whatever the codec.
Reply RenderReply(const ReplyForm& form, UnaryResult result);

// `failure` as the answer of a unary call. `http_status` 0: the one of its code.
Response FailureResponse(const google::rpc::Status& failure, bool has_tls, int http_status = 0);

// The bytes of an answer's message with `codec`.
absl::StatusOr<std::string> Encode(const Method& method, Codec codec, std::string message);

// Shorter than this is not compressed.
inline constexpr size_t kCompressMinBytes = 1024;

}  // namespace sheaf::gateway
