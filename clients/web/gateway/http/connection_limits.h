// How long a connection may take over each thing, and how much it may send.
#pragma once

#include <chrono>

#include "clients/web/gateway/http/request_reader.h"

namespace sheaf::gateway {

struct ConnectionLimits {
  RequestLimits request;
  // From the first byte of a request, or of the connection, to the end of its headers.
  std::chrono::milliseconds header_max{10'000};
  // Of a request's body.
  std::chrono::milliseconds body_max{60'000};
  // Between requests.
  std::chrono::milliseconds idle_max{75'000};
  // How long the client may take nothing of an answer.
  std::chrono::milliseconds write_max{30'000};
};

}  // namespace sheaf::gateway
