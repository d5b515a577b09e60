// What was committed last, ready to be sent: as much as a bounded memory holds.
#pragma once

#include <cstddef>
#include <deque>

#include "server/watchers/part.h"

namespace sheaf::watchers {

// The parts kept follow one another without a gap. Not thread-safe.
class RecentParts {
 public:
  // Keeps the newest parts that take no more than `max_bytes` together, and always the newest one.
  explicit RecentParts(size_t max_bytes) : max_bytes_(max_bytes) {}

  // Where `part` does not follow the last one, all that came before is forgotten.
  void Add(SharedPart part);
  void Clear();

  // The part that begins at `position`; null where it is not kept.
  const Part* Find(Position position) const;

  size_t bytes() const { return bytes_; }

 private:
  void DropFirst();

  const size_t max_bytes_;
  std::deque<SharedPart> parts_;
  size_t bytes_ = 0;
};

}  // namespace sheaf::watchers
