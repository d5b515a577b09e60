// A clock that stands still until a test moves it.
#pragma once

#include <atomic>

#include "server/base/clock.h"

namespace sheaf {

// Thread-safe.
class ManualClock : public Clock {
 public:
  explicit ManualClock(Micros now = 0) : now_(now) {}
  Micros Now() const override { return now_; }
  void Set(Micros now) { now_ = now; }
  void Advance(Micros by) { now_ += by; }

 private:
  std::atomic<Micros> now_;
};

}  // namespace sheaf
