// The one table that maps errors of the rooms below to what a client sees.
#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace sheaf::api {

// Same code and message; BadRequest and ErrorInfo go along as google.rpc details. Errors that say
// more about the server than about the request (INTERNAL, UNKNOWN, DATA_LOSS) are logged.
grpc::Status ToRpc(const absl::Status& status);

}  // namespace sheaf::api
