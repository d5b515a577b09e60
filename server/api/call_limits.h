// What one client may take of the server: connections, streams, bytes, pings and calls. Every value
// is a flag of sheafd; README.md says what each refusal looks like to the client.
#pragma once

#include <chrono>
#include <cstdint>

#include "server/auth/rate_limiter.h"

namespace grpc {
class ServerBuilder;
}

namespace sheaf::api {

// Of a duration, 0 means no limit.
struct CallLimits {
  // One message that comes in: a batch of a thousand updates with all their texts.
  int message_max_bytes = 64 << 20;
  // The headers of one call: a bearer token and what proxies add.
  int header_max_bytes = 16 << 10;
  // What gRPC may hold for all connections together: messages that have come in by half, and
  // headers. Where it holds more, calls are ended and no connection is let in.
  int64_t rpc_memory_max_bytes = int64_t{512} << 20;

  // Calls at the same time on one connection. A gateway has one connection for all who watch
  // through it.
  int streams_per_connection_max = 1000;
  int connections_max = 2000;
  // From one IPv4 address or IPv6 network of 64 bits.
  int connections_per_address_max = 500;

  // From connecting to the first HTTP/2 frame, TLS included.
  std::chrono::seconds connection_handshake_max{10};
  // Without a call.
  std::chrono::seconds connection_idle_max{3600};
  // After `age_max` no call begins on a connection, and after `age_grace` more the last one is cut
  // off: the end of whatever a client holds on to.
  std::chrono::seconds connection_age_max{24 * 3600};
  std::chrono::seconds connection_age_grace{300};

  // The server asks a silent client whether it is there, and how long that may take to answer.
  std::chrono::seconds keepalive_interval{60};
  std::chrono::seconds keepalive_answer_max{20};
  // A client that pings more often than this gets a strike; one strike too many ends it.
  std::chrono::seconds ping_interval_min{10};
  int ping_strikes_max = 2;

  auth::RateLimit rate;
};

// Has the server that `builder` builds hold its clients to those of `limits` that are gRPC's.
void ApplyLimits(const CallLimits& limits, grpc::ServerBuilder* builder);

}  // namespace sheaf::api
