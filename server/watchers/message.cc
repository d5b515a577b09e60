#include "server/watchers/message.h"

#include <google/protobuf/util/time_util.h>

#include <iterator>

#include "sheaf/v1/watch_service.pb.h"

namespace sheaf::watchers {
namespace {

// What fits of `part`, in as few pieces as there are runs of it.
std::vector<grpc::Slice> Fitting(const Filter& filter, const Part& part) {
  if (filter.fits_all() && !part.changes.empty()) return {part.bytes};
  std::vector<grpc::Slice> runs;
  size_t run_begin = 0, run_end = 0, begin = 0;
  for (const Part::Change& change : part.changes) {
    if (filter.Fits(change.resource, change.sector)) {
      if (run_end != begin) {
        if (run_end > run_begin) runs.push_back(part.bytes.sub(run_begin, run_end));
        run_begin = begin;
      }
      run_end = change.end;
    }
    begin = change.end;
  }
  if (run_end > run_begin) runs.push_back(part.bytes.sub(run_begin, run_end));
  return runs;
}

}  // namespace

bool Message::Take(const Part& part) {
  const std::vector<grpc::Slice> fitting = Fitting(filter_, part);
  size_t bytes = 0;
  for (const grpc::Slice& slice : fitting) bytes += slice.size();
  if (bytes_ > 0 && bytes_ + bytes > kMaxBytes) return false;
  next_ = part.end;
  if (fitting.empty()) return true;
  bytes_ += bytes;
  commit_time_ = part.commit_time;
  slices_.insert(slices_.end(), fitting.begin(), fitting.end());
  return true;
}

grpc::ByteBuffer Message::Bytes() const {
  v1::WatchResponse head;
  head.set_complete_through(next_.complete_through());
  if (has_changes()) {
    *head.mutable_commit_time() =
        google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(commit_time_);
  }
  std::vector<grpc::Slice> slices = {grpc::Slice(head.SerializeAsString())};
  slices.insert(slices.end(), slices_.begin(), slices_.end());
  return grpc::ByteBuffer(slices.data(), slices.size());
}

}  // namespace sheaf::watchers
