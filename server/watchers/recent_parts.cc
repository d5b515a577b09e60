#include "server/watchers/recent_parts.h"

#include <algorithm>
#include <utility>

namespace sheaf::watchers {

void RecentParts::Add(SharedPart part) {
  if (!parts_.empty() && parts_.back()->end != part->begin) Clear();
  bytes_ += part->Footprint();
  parts_.push_back(std::move(part));
  while (bytes_ > max_bytes_ && parts_.size() > 1) DropFirst();
}

void RecentParts::Clear() {
  parts_.clear();
  bytes_ = 0;
}

const Part* RecentParts::Find(Position position) const {
  const auto found =
      std::lower_bound(parts_.begin(), parts_.end(), position,
                       [](const SharedPart& part, Position at) { return part->begin < at; });
  return found == parts_.end() || (*found)->begin != position ? nullptr : found->get();
}

void RecentParts::DropFirst() {
  bytes_ -= parts_.front()->Footprint();
  parts_.pop_front();
}

}  // namespace sheaf::watchers
