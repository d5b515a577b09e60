// Whether sheafd is there and serves.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "clients/web/gateway/http/exchange.h"
#include "clients/web/gateway/upstream/upstream.h"

namespace sheaf::gateway {

// Asks the server's health service, and waits two seconds at most.
boost::asio::awaitable<bool> IsReady(Upstream* upstream, Exchange* exchange);

}  // namespace sheaf::gateway
