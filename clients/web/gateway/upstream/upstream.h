// Calls to sheafd, of any RPC, with messages in their binary form. gRPC's callbacks run on threads
// of gRPC's own; nothing here waits.
#pragma once

#include <grpcpp/generic/generic_stub.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/web/gateway/connect/error_json.h"
#include "clients/web/gateway/upstream/open_calls.h"

namespace sheaf::gateway {

// What the caller showed, passed on as it came.
struct Credentials {
  std::string authorization;
  // Who it says it is, where the server has no policy.
  std::string user;
};

struct Call {
  // "/sheaf.v1.PlanService/GetPlan".
  std::string path;
  std::string message;
  Credentials credentials;
  std::optional<std::chrono::system_clock::time_point> deadline;
};

struct UnaryResult {
  grpc::Status status;
  std::string message;
  Metadata leading;
  Metadata trailing;
};

class UnaryCall;
class StreamCall;
struct StreamEvent;

struct UpstreamOptions {
  // HOST:PORT of sheafd.
  std::string target;
  // Who signs its certificate; "" without TLS, which is allowed to this machine only.
  std::string ca_file;
  // Connections for streams; each carries as many as the server lets it.
  int stream_connections = 4;
};

// Thread-safe. Waits in its destructor until every call has ended: cancel them first.
class Upstream {
 public:
  // Does not wait for the server. INVALID_ARGUMENT for another machine without TLS.
  static absl::StatusOr<std::unique_ptr<Upstream>> Open(const UpstreamOptions& options);
  ~Upstream();

  // `done` is called once.
  std::shared_ptr<UnaryCall> Unary(const Call& call, std::function<void(UnaryResult)> done);
  // `hear` is called for one event after another; the last is the end.
  std::shared_ptr<StreamCall> Stream(const Call& call, std::function<void(StreamEvent)> hear);

  // A channel, for calls whose types are known here.
  std::shared_ptr<grpc::Channel> channel() const { return channel_; }
  int open_streams() const;

 private:
  // One connection for streams, and how many it has.
  struct Connection {
    std::unique_ptr<grpc::GenericStub> stub;
    std::shared_ptr<std::atomic<int>> streams = std::make_shared<std::atomic<int>>(0);
  };

  Upstream() = default;
  const Connection& LeastUsed() const;

  OpenCalls open_calls_;
  std::shared_ptr<grpc::Channel> channel_;
  // Short calls do not queue behind streams.
  std::unique_ptr<grpc::GenericStub> unary_;
  std::vector<Connection> connections_;
};

}  // namespace sheaf::gateway
