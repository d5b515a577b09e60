// One WatchResponse in the making: what fits a filter, from one part after the other.
#pragma once

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/slice.h>

#include <vector>

#include "server/watchers/filter.h"
#include "server/watchers/part.h"

namespace sheaf::watchers {

// Refers to the bytes of its parts, and copies none. Not thread-safe. The filter must outlive it.
class Message {
 public:
  // A message is larger only where a single part is.
  static constexpr size_t kMaxBytes = 64 << 10;

  Message(const Filter& filter, Position next) : filter_(filter), next_(next) {}

  // Takes what fits of `part`, which begins at next(). False where there is no room for it; next()
  // stays.
  bool Take(const Part& part);

  // Where the next message goes on.
  Position next() const { return next_; }
  bool has_changes() const { return !slices_.empty(); }

  // The message's bytes; a progress mark where there are no changes.
  grpc::ByteBuffer Bytes() const;

 private:
  const Filter& filter_;
  Position next_;
  Micros commit_time_ = 0;  // of the last part that had something
  std::vector<grpc::Slice> slices_;
  size_t bytes_ = 0;
};

}  // namespace sheaf::watchers
