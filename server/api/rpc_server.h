// The gRPC server: every public service, health and reflection, on one address.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/api/serving.h"

namespace sheaf::api {

// Starts to serve when made. Thread-safe.
class RpcServer {
 public:
  // What `serving` points to must outlive the server. `listen` is "HOST:PORT"; port 0 picks one.
  // FAILED_PRECONDITION where the host is not the loopback: the server has no policy and no TLS.
  // UNAVAILABLE where the address cannot be had.
  static absl::StatusOr<std::unique_ptr<RpcServer>> Start(const Serving& serving,
                                                          const std::string& listen);
  virtual ~RpcServer() = default;

  // Where it listens, with the port that was picked.
  virtual std::string address() const = 0;

  // Says NOT_SERVING, takes no new calls, tells streams and watchers that the server ends
  // (UNAVAILABLE, SERVER_ENDING), and lets what was begun be finished. After `grace` the plugins
  // are stopped and what has not ended is cancelled. Returns when no call is left.
  virtual void Shutdown(std::chrono::milliseconds grace) = 0;
};

}  // namespace sheaf::api
