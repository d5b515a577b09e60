// The one thread that writes. It takes all the requests that wait, makes one batch of them, writes
// it, publishes what it changed, and answers.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "server/ledger/chain.h"
#include "server/ledger/latest_index.h"
#include "server/ledger/ledger.h"
#include "server/ledger/recent_versions.h"
#include "server/ledger/stage.h"
#include "server/store/store.h"

namespace sheaf::ledger {

// Thread-safe but for AddObserver, which comes before the first Submit. The destructor finishes the
// requests that wait.
class CommitLoop {
 public:
  // Continues the chain that ends in `tail`. What is pointed to must outlive the loop.
  CommitLoop(store::Store* store, const Clock* clock, LatestIndex* index, RecentVersions* recent,
             size_t max_batch_bytes, Tail tail);
  ~CommitLoop();
  CommitLoop(const CommitLoop&) = delete;
  CommitLoop& operator=(const CommitLoop&) = delete;

  void AddObserver(Observer* observer) { observers_.push_back(observer); }
  void Submit(Request request, Ledger::Done done);

  // The newest revision that is on disk and that all observers have seen.
  Revision Head() const { return head_; }

 private:
  struct Waiting {
    Request request;
    Ledger::Done done;
    size_t bytes = 0;
  };

  void Run();
  std::vector<Waiting> Take();
  void CommitBatch(const std::vector<Waiting>& batch);
  static absl::StatusOr<Receipt> Add(const Request& request, Stage& stage);
  static void Break(const Request& request);
  absl::Status CatchUp();
  void Publish(const Commit& commit);

  store::Store* const store_;
  const Clock* const clock_;
  LatestIndex* const index_;
  RecentVersions* const recent_;
  const size_t max_batch_bytes_;
  std::vector<Observer*> observers_;
  std::atomic<Revision> head_;
  // Of the commit thread alone.
  Tail tail_;
  bool in_doubt_ = false;  // a write failed: the store may be ahead of tail_

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Waiting> waiting_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses everything above
};

}  // namespace sheaf::ledger
