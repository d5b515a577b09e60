#include "server/api/open_streams.h"

#include <grpc/grpc.h>
#include <grpc/support/alloc.h>

#include <cstdlib>
#include <memory>
#include <string_view>

namespace sheaf::api {
namespace {

// gRPC's answers are JSON that it writes itself, without spaces; null where the thing has gone.
std::string TextOf(char* answer) {
  const std::unique_ptr<char, decltype(&gpr_free)> owned(answer, &gpr_free);
  return answer == nullptr ? "" : answer;
}

// The text values of `key` in `json`, in their order.
std::vector<std::string> ValuesOf(std::string_view key, const std::string& json) {
  const std::string begin = "\"" + std::string(key) + "\":\"";
  std::vector<std::string> values;
  for (size_t at = json.find(begin); at != std::string::npos; at = json.find(begin, at)) {
    at += begin.size();
    values.push_back(json.substr(at, json.find('"', at) - at));
  }
  return values;
}

// 0 where there is none.
int64_t NumberOf(std::string_view key, const std::string& json) {
  const auto values = ValuesOf(key, json);
  return values.empty() ? 0 : std::strtoll(values.front().c_str(), nullptr, 10);
}

std::vector<std::string> SocketsOfServers() {
  std::vector<std::string> sockets;
  for (const std::string& server :
       ValuesOf("serverId", TextOf(grpc_channelz_get_servers(/*start_server_id=*/0)))) {
    constexpr intptr_t kAll = 1 << 20;
    const auto of_one =
        ValuesOf("socketId",
                 TextOf(grpc_channelz_get_server_sockets(std::strtol(server.c_str(), nullptr, 10),
                                                         /*start_socket_id=*/0, kAll)));
    sockets.insert(sockets.end(), of_one.begin(), of_one.end());
  }
  return sockets;
}

}  // namespace

std::vector<std::string> PeersWithMoreThan(int64_t streams_max) {
  std::vector<std::string> peers;
  for (const std::string& id : SocketsOfServers()) {
    const std::string socket =
        TextOf(grpc_channelz_get_socket(std::strtol(id.c_str(), nullptr, 10)));
    const int64_t open = NumberOf("streamsStarted", socket) - NumberOf("streamsSucceeded", socket) -
                         NumberOf("streamsFailed", socket);
    const auto names = ValuesOf("name", socket);
    // "chttp2 ipv4:127.0.0.1:4711"
    if (open > streams_max && !names.empty()) {
      peers.push_back(names.front().substr(names.front().find(' ') + 1));
    }
  }
  return peers;
}

}  // namespace sheaf::api
