// The gRPC server: every public service, health and reflection, on one address.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/api/serving.h"

namespace sheaf::api {

struct ListenOptions {
  std::string address;  // "HOST:PORT"; port 0 picks one
  // PEM files of the server's certificate, with those between it and its authority, and of its key;
  // "" for no encryption. They may be replaced while it serves.
  std::string certificate_file;
  std::string key_file;
  // Whether clients are asked for theirs. Whether one is any good is the guard's to say.
  bool ask_for_certificates = false;
};

// Starts to serve when made. Thread-safe.
class RpcServer {
 public:
  // What `serving` points to must outlive the server. FAILED_PRECONDITION (LOOPBACK_ONLY) where the
  // host is not the loopback and there is no TLS or no policy; INVALID_ARGUMENT where certificate
  // and key are none, or none of each other; UNAVAILABLE where the address cannot be had.
  static absl::StatusOr<std::unique_ptr<RpcServer>> Start(const Serving& serving,
                                                          const ListenOptions& options);
  virtual ~RpcServer() = default;

  // Where it listens, with the port that was picked.
  virtual std::string address() const = 0;

  // Says NOT_SERVING, takes no new calls, tells streams and watchers that the server ends
  // (UNAVAILABLE, SERVER_ENDING), and lets what was begun be finished. After `grace` the plugins
  // are stopped and what has not ended is cancelled. Returns when no call is left.
  virtual void Shutdown(std::chrono::milliseconds grace) = 0;
};

}  // namespace sheaf::api
