// How many calls are under way: who ends waits until there is none.
#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>

namespace sheaf::gateway {

// Thread-safe.
class OpenCalls {
 public:
  // Counts as a call from when it is taken until it is destroyed.
  class Place {
   public:
    explicit Place(OpenCalls* calls) : calls_(calls) { calls_->Count(1); }
    ~Place() { calls_->Count(-1); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    OpenCalls* const calls_;
  };

  void WaitUntilNone() {
    std::unique_lock lock(mutex_);
    none_.wait(lock, [this] { return count_ == 0; });
  }

 private:
  void Count(int change) {
    const std::lock_guard lock(mutex_);
    count_ += change;
    // Told with the lock held: once it is let go, who waits may destroy this.
    if (count_ == 0) none_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable none_;
  int count_ = 0;
};

}  // namespace sheaf::gateway
