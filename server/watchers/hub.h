// Serves everybody who watches: one thread that hands each watcher, one message at a time, what
// comes next for it. Nothing is queued for a watcher: it has a place in the history, and one
// message under way. What was committed last comes from memory, made ready once for all; who is
// further behind is read for from the ledger, on a thread of its own.
//
//   Hub hub(&feed, ledger, {});
//   hub.Add(outlet, {.after_revision = 12});
//   // outlet->Send(...) is called; once it is sent: hub.Sent(outlet.get()); and so on.
#pragma once

#include <grpcpp/support/byte_buffer.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "server/base/executor.h"
#include "server/ledger/ledger.h"
#include "server/watchers/feed.h"
#include "server/watchers/filter.h"
#include "server/watchers/past_parts.h"
#include "server/watchers/recent_parts.h"

namespace sheaf::watchers {

// Where the messages of one watcher go. Called on the hub's thread; must not block, and must not
// call the hub from within.
class Outlet {
 public:
  virtual ~Outlet() = default;
  // Begins to send the bytes of a WatchResponse. The next one comes after Hub::Sent.
  virtual void Send(grpc::ByteBuffer message) = 0;
  // Ends the call, and says why. Comes once; also while a message is being sent, behind which the
  // end goes.
  virtual void End(const absl::Status& status) = 0;
  // After End, where the client takes neither message nor end: lets go of both.
  virtual void Drop() = 0;
};

struct Watch {
  // Unset: from the newest revision on. At most the newest one.
  std::optional<ledger::Revision> after_revision;
  Filter filter;
  std::chrono::milliseconds progress_interval{10'000};
};

struct HubOptions {
  // Of commits kept ready to be sent, and of those read for watchers that are behind.
  size_t recent_max_bytes = 32 << 20;
  size_t past_max_bytes = 16 << 20;
  // How long one message may take to be sent.
  std::chrono::milliseconds send_max{30'000};
  // How long the end of a call may take to be read after that, before the call is dropped.
  std::chrono::milliseconds end_max{30'000};
  size_t max_watchers = 10'000;
};

// Thread-safe. The ledger and the feed, which observes it, must outlive the hub.
class Hub {
 public:
  Hub(Feed* feed, const ledger::Ledger* ledger, const HubOptions& options);
  // Ends all watchers as EndAll does.
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  // Serves `outlet` until it is ended: RESOURCE_EXHAUSTED (TOO_MANY_WATCHERS) and UNAVAILABLE
  // (SERVER_ENDING) at once, ABORTED (WATCHER_TOO_SLOW) where a message takes longer than
  // `send_max`, and with the ledger's error where it cannot be read.
  void Add(std::shared_ptr<Outlet> outlet, Watch watch);
  // The last message of `outlet` was sent.
  void Sent(const Outlet* outlet);
  // The client has gone, or may watch no longer: ends `outlet` with `why`, unless it was ended
  // before.
  void Left(const Outlet* outlet, absl::Status why = absl::CancelledError("the client has gone"));

  // Ends all watchers, and those that come later, with UNAVAILABLE (SERVER_ENDING), and says after
  // which revision to resume.
  void EndAll();

 private:
  using TimePoint = std::chrono::steady_clock::time_point;
  struct Watcher;
  using SharedWatcher = std::shared_ptr<Watcher>;
  struct Ending {
    std::weak_ptr<Outlet> outlet;
    TimePoint deadline;
  };

  void Post(std::function<void()> task);
  void Wake();

  // The rest is of the hub's thread alone.
  void Run();
  bool RunTasks();
  void Begin(const std::shared_ptr<Outlet>& outlet, Watch watch);
  void TakeNews();
  void Serve(const SharedWatcher& watcher);
  void ReadFor(const SharedWatcher& watcher);
  void TakeRead(const SharedWatcher& watcher, const absl::Status& status, const Message& message);
  void Send(Watcher& watcher, const Message& message);
  void OnTick(TimePoint now);
  void EndWatcher(const SharedWatcher& watcher, const absl::Status& status);
  void EndEvery();

  Feed* const feed_;
  const ledger::Ledger* const ledger_;
  const HubOptions options_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::function<void()>> tasks_;
  bool news_ = false;
  bool stopping_ = false;

  // Of the hub's thread alone.
  RecentParts recent_;
  ledger::Revision head_ = 0;  // what recent_ goes up to, where it holds anything
  std::unordered_map<const Outlet*, SharedWatcher> watchers_;
  std::vector<Ending> endings_;
  bool draining_ = false;
  TimePoint next_tick_;

  PastParts past_;  // of the reader's thread alone
  std::thread thread_;
  Executor reader_{1};  // last: its tasks use everything above
};

}  // namespace sheaf::watchers
