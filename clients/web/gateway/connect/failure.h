// What a caller is told where a call fails: google.rpc.Status, whether the server said it or the
// gateway.
#pragma once

#include <grpcpp/support/status.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"

namespace sheaf::gateway {

// A refusal of the gateway's own. `reason` is an UPPER_SNAKE name that never changes meaning; it
// goes into a google.rpc.ErrorInfo, as the server's reasons do.
google::rpc::Status Failure(grpc::StatusCode code, std::string_view reason,
                            std::string_view message);

// The code, the message, and the details that the server sent with them.
google::rpc::Status FailureOf(const grpc::Status& status);

// Where `status` is not OK: its code and message, with `reason`.
google::rpc::Status FailureOf(const absl::Status& status, std::string_view reason);

// "invalid_argument"; "unknown" for what is no code.
std::string_view CodeName(int code);

// The HTTP status that the Connect protocol has for a code.
int HttpStatusOf(int code);

}  // namespace sheaf::gateway
