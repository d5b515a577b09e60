// Where commits come from: the observer that takes them off the commit thread.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

#include "server/base/snapshot.h"
#include "server/ledger/ledger.h"
#include "server/watchers/plan_sectors.h"

namespace sheaf::watchers {

// Thread-safe. While it is closed it keeps nothing but which plan is of which sector.
class Feed : public ledger::Observer, public Snapshotted {
 public:
  // `max_bytes`: of commits that wait to be taken. Where more would wait, all of them are let go:
  // they can be read from the ledger.
  explicit Feed(size_t max_bytes = 16 << 20) : max_bytes_(max_bytes) {}

  void OnCommit(const ledger::Commit& commit) override;
  void OnHead(ledger::Revision head) override;

  // Of the sectors.
  Write Capture() const override { return sectors_.Capture(); }
  void Load(SnapshotReader& from) override { sectors_.Load(from); }

  // From now on keeps what is committed. `wake` is called on the commit thread, after each commit
  // that readers of the ledger can see; it must be quick and must not call the feed.
  void Open(std::function<void()> wake);
  // When it returns, `wake` is not called any more.
  void Close();

  // The commits that wait, in order, up to `head`.
  std::vector<ledger::Commit> Take(ledger::Revision head);

  const PlanSectors& sectors() const { return sectors_; }

 private:
  struct Waiting {
    ledger::Commit commit;
    size_t bytes = 0;
  };

  const size_t max_bytes_;
  PlanSectors sectors_;

  std::mutex mutex_;
  std::function<void()> wake_;  // null while it is closed
  std::deque<Waiting> waiting_;
  size_t bytes_ = 0;
};

}  // namespace sheaf::watchers
