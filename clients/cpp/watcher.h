// Follows the changes of a server across its restarts: what a Watcher gives is every change that
// fits, in order, each exactly once, however often the connection breaks in between.
//
//   Watcher watcher(connection, {.sectors = {"energy"}, .after_revision = kept});
//   while (true) {
//     absl::StatusOr<v1::WatchResponse> next = watcher.Next();
//     if (!next.ok()) break;
//     for (const v1::Change& change : next->changes()) ...
//     kept = next->complete_through();  // where a later Watcher goes on
//   }
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cpp/connection.h"
#include "sheaf/v1/watch_service.grpc.pb.h"

namespace sheaf::client {

struct WatcherOptions {
  // As in WatchRequest.
  std::vector<std::string> resources = {};
  std::vector<std::string> sectors = {};
  std::optional<int64_t> after_revision = {};
  std::chrono::milliseconds progress_interval{0};
  // How long to wait before the first attempt to resume; doubles up to the longest.
  std::chrono::milliseconds retry_delay_min{100};
  std::chrono::milliseconds retry_delay_max{5000};
  // Is told why the connection was lost and after which revision the watch resumes, each time
  // before it tries. On the thread of Next. Optional.
  std::function<void(const absl::Status&, int64_t)> on_retry = nullptr;
};

// One thread at a time calls Next; any thread may call Cancel.
class Watcher {
 public:
  // The connection must outlive it.
  Watcher(Connection& connection, WatcherOptions options);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  // Waits for the next message: changes, or a progress mark. Once it has had a message, it resumes
  // by itself where the server is gone or ends the watch (UNAVAILABLE, ABORTED, CANCELLED by the
  // server), for as long as it takes. Other errors, and any before the first message, are returned.
  // CANCELLED after Cancel.
  absl::StatusOr<v1::WatchResponse> Next();

  // Makes Next return at once, now and from then on.
  void Cancel();

  // The last `complete_through` that Next gave; nothing before the first.
  std::optional<int64_t> complete_through() const { return complete_through_; }

 private:
  using Stream = grpc::ClientReader<v1::WatchResponse>;

  bool is_cancelled();
  bool Open();
  bool ReadNew(v1::WatchResponse* response);
  absl::Status Close();
  bool WaitBeforeRetry();
  void DropRepeated(v1::WatchResponse* response);

  Connection& connection_;
  WatcherOptions options_;
  std::optional<int64_t> complete_through_;
  // Changes given that are beyond complete_through_: those of a revision that comes in several
  // messages. After a break they come again, and are to be left out.
  size_t given_beyond_ = 0;
  size_t to_drop_ = 0;
  std::chrono::milliseconds retry_delay_;
  std::unique_ptr<Stream> stream_;

  std::mutex mutex_;
  std::condition_variable cancel_;
  bool cancelled_ = false;
  std::unique_ptr<grpc::ClientContext> context_;  // of stream_
};

}  // namespace sheaf::client
