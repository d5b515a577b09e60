#include "server/ledger/replay.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "server/base/status.h"
#include "server/ledger/stretch.h"

namespace sheaf::ledger {
namespace {

// Revisions read together. A bulk push makes a revision of some hundred changes.
constexpr Revision kRevisions = 16;
// How many stretches may wait for the one that is told, for each thread that reads.
constexpr size_t kAhead = 2;

// Stretches are numbered from 0. Thread-safe.
class ReadAhead {
 public:
  ReadAhead(const store::Store& store, Revision first, Revision last)
      : store_(store),
        first_(first),
        last_(last),
        count_(static_cast<size_t>((last - first) / kRevisions + 1)) {
    const size_t cores = std::clamp(std::thread::hardware_concurrency(), 1u, 4u);
    const size_t readers = std::min(cores, count_ - 1);
    for (size_t i = 0; i < readers; ++i) readers_.emplace_back([this] { Run(); });
  }
  ~ReadAhead() {
    {
      const std::lock_guard lock(mutex_);
      next_ = count_;
    }
    changed_.notify_all();
    for (std::thread& reader : readers_) reader.join();
  }
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  size_t count() const { return count_; }

  // Puts stretch `number` into `stretch`, and what that held before is used for others: each number
  // once, in order.
  void Take(size_t number, Stretch* stretch) {
    if (readers_.empty()) return Read(number, stretch);
    std::unique_lock lock(mutex_);
    spent_.push_back(std::move(*stretch));
    changed_.wait(lock, [&] { return ready_.contains(number); });
    *stretch = std::move(ready_.extract(number).mapped());
    taken_ = number + 1;
    changed_.notify_all();
  }

 private:
  void Run() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] {
        return next_ == count_ || next_ < taken_ + kAhead * readers_.size() + 1;
      });
      if (next_ == count_) return;
      const size_t number = next_++;
      Stretch stretch = TakeSpent();
      lock.unlock();
      Read(number, &stretch);
      lock.lock();
      ready_.emplace(number, std::move(stretch));
      changed_.notify_all();
    }
  }

  // With the lock held.
  Stretch TakeSpent() {
    if (spent_.empty()) return {};
    Stretch stretch = std::move(spent_.back());
    spent_.pop_back();
    return stretch;
  }

  void Read(size_t number, Stretch* stretch) const {
    const Revision from = first_ + static_cast<Revision>(number) * kRevisions;
    ReadStretch(store_, from, std::min(from + kRevisions - 1, last_), stretch);
  }

  const store::Store& store_;
  const Revision first_, last_;
  const size_t count_;

  std::mutex mutex_;
  std::condition_variable changed_;
  size_t next_ = 0;   // to be read
  size_t taken_ = 0;  // those below
  std::map<size_t, Stretch> ready_;
  std::vector<Stretch> spent_;
  std::vector<std::thread> readers_;  // last: they use everything above
};

}  // namespace

absl::Status ForEachCommit(const store::Store& store, Tail after, Revision last,
                           const std::function<void(const Commit&)>& on_commit) {
  if (after.revision >= last) return absl::OkStatus();
  ReadAhead ahead(store, after.revision + 1, last);
  Stretch stretch;
  for (size_t number = 0; number < ahead.count(); ++number) {
    ahead.Take(number, &stretch);
    for (const auto& [entry, commit] : stretch.links) {
      SHEAF_RETURN_IF_ERROR(CheckLink(after, entry));
      on_commit(commit);
      after = TailOf(entry);
    }
    SHEAF_RETURN_IF_ERROR(stretch.status);
  }
  return absl::OkStatus();
}

}  // namespace sheaf::ledger
