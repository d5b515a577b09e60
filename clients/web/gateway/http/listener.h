// Where connections come in, and are handed to the workers in turn.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/web/gateway/http/admissions.h"
#include "clients/web/gateway/http/worker.h"

namespace sheaf::gateway {

class Listener {
 public:
  struct Served {
    std::vector<std::unique_ptr<Worker>>* workers;  // at least one; outlive the listener
    Admissions* admissions;
    const ConnectionLimits* limits;
    Handler* handler;
  };

  // `listen` is "HOST:PORT"; port 0 picks one. UNAVAILABLE where the address cannot be had.
  static absl::StatusOr<std::unique_ptr<Listener>> Listen(const std::string& listen,
                                                          const Served& served);

  // HOST as it was given, and the port that was picked.
  const std::string& address() const { return address_; }
  // From now on new connections speak TLS. Thread-safe.
  void UseTls(std::shared_ptr<boost::asio::ssl::context> context);
  void Open();
  // Takes no further connection. Thread-safe.
  void Close();

 private:
  explicit Listener(const Served& served);
  absl::Status Bind(const std::string& listen);
  boost::asio::awaitable<void> AcceptAll();
  void Admit(boost::asio::ip::tcp::socket socket, Worker* worker);
  void TellRefused(const std::string& address);

  const Served served_;
  std::string address_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::shared_ptr<boost::asio::ssl::context> tls_;  // read and written atomically
  size_t next_worker_ = 0;
  size_t refused_ = 0;  // since the log was told
  std::chrono::steady_clock::time_point told_;
};

// Reads a certificate and its key (tls.cc). INVALID_ARGUMENT names the file that cannot be used.
absl::StatusOr<std::shared_ptr<boost::asio::ssl::context>> ReadTlsContext(
    const std::string& certificate_file, const std::string& key_file);

// "127.0.0.1" and "7434" of "127.0.0.1:7434"; "[::1]" loses its brackets.
absl::StatusOr<std::pair<std::string, std::string>> SplitAddress(const std::string& address);

}  // namespace sheaf::gateway
