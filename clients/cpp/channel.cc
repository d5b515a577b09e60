#include "clients/cpp/channel.h"

#include <grpc/compression.h>

#include <chrono>

#include "clients/cpp/connection.h"

namespace sheaf::client {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// A report, or a page of a thousand long updates, may exceed gRPC's 4 MiB.
constexpr int kReceiveMaxBytes = 64 << 20;
// A server drops who pings oftener than every five minutes. A peer that vanishes with data under
// way is noticed after kKeepaliveTimeout all the same: gRPC makes it the socket's user timeout.
constexpr milliseconds kKeepaliveInterval = minutes(6);
constexpr milliseconds kKeepaliveTimeout = seconds(20);
constexpr milliseconds kConnectTimeout = seconds(10);
// Between attempts to connect; a call in between fails at once. No longer than the waits of Retry.
constexpr milliseconds kReconnectMin(100);
constexpr milliseconds kReconnectMax = seconds(2);
// A refusal of a batch lists up to a thousand problems in its trailing metadata; by default 8 KiB
// fit.
constexpr int kMetadataMaxBytes = 8 << 20;

}  // namespace

bool IsCompressed(Compression compression, const std::string& target) {
  return compression == Compression::kAlways ||
         (compression == Compression::kToOtherMachines && !IsThisMachine(target));
}

grpc::ChannelArguments ChannelArguments(const std::string& target, Compression compression) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kReceiveMaxBytes);
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kMetadataMaxBytes);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, static_cast<int>(kKeepaliveInterval.count()));
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, static_cast<int>(kKeepaliveTimeout.count()));
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, static_cast<int>(kConnectTimeout.count()));
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, static_cast<int>(kReconnectMin.count()));
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, static_cast<int>(kReconnectMax.count()));
  if (!IsCompressed(compression, target)) {
    arguments.SetInt(GRPC_COMPRESSION_CHANNEL_ENABLED_ALGORITHMS_BITSET, 1 << GRPC_COMPRESS_NONE);
  }
  // A proxy named in the environment is for the outside.
  if (IsThisMachine(target)) arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return arguments;
}

}  // namespace sheaf::client
