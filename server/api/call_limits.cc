#include "server/api/call_limits.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/resource_quota.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace sheaf::api {
namespace {

// Threads for the one service of gRPC's own that holds a thread for each of its calls: reflection.
constexpr int kReflectionThreadsMax = 16;

int Millis(std::chrono::seconds time) {
  return static_cast<int>(
      std::min<int64_t>(std::chrono::milliseconds(time).count(), std::numeric_limits<int>::max()));
}

// 0 is no limit, which is what gRPC takes its greatest number for.
int MillisOrNever(std::chrono::seconds time) {
  return time.count() == 0 ? std::numeric_limits<int>::max() : Millis(time);
}

}  // namespace

void ApplyLimits(const CallLimits& limits, grpc::ServerBuilder* builder) {
  const std::pair<const char*, int> arguments[] = {
      {GRPC_ARG_MAX_METADATA_SIZE, limits.header_max_bytes},
      {GRPC_ARG_MAX_CONCURRENT_STREAMS, limits.streams_per_connection_max},
      {GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, Millis(limits.connection_handshake_max)},
      {GRPC_ARG_MAX_CONNECTION_IDLE_MS, MillisOrNever(limits.connection_idle_max)},
      {GRPC_ARG_MAX_CONNECTION_AGE_MS, MillisOrNever(limits.connection_age_max)},
      {GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, MillisOrNever(limits.connection_age_grace)},
      {GRPC_ARG_KEEPALIVE_TIME_MS, MillisOrNever(limits.keepalive_interval)},
      {GRPC_ARG_KEEPALIVE_TIMEOUT_MS, Millis(limits.keepalive_answer_max)},
      // Clients without a call are asked as well, and may ask.
      {GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1},
      {GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, Millis(limits.ping_interval_min)},
      {GRPC_ARG_HTTP2_MAX_PING_STRIKES, limits.ping_strikes_max},
      // As often as it takes to ask a client that does not read whether it is there.
      {GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0},
  };
  for (const auto& [name, value] : arguments) builder->AddChannelArgument(name, value);
  builder->SetMaxReceiveMessageSize(limits.message_max_bytes);
  grpc::ResourceQuota quota("calls");
  quota.Resize(static_cast<size_t>(limits.rpc_memory_max_bytes));
  quota.SetMaxThreads(kReflectionThreadsMax);
  builder->SetResourceQuota(quota);
}

}  // namespace sheaf::api
