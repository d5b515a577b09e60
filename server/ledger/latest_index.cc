#include "server/ledger/latest_index.h"

#include <algorithm>
#include <limits>

#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"

namespace sheaf::ledger {
namespace {

// Revisions that do not fit are kept as the largest that does: a revision to try that fails.
constexpr uint64_t kLargest = std::numeric_limits<uint32_t>::max();

uint64_t HashOf(std::string_view resource) {
  return absl::Hash<absl::string_view>()({resource.data(), resource.size()});
}

}  // namespace

void LatestIndex::Take(const Commit& commit) {
  const uint64_t revision = std::min(static_cast<uint64_t>(commit.revision), kLargest);
  for (const Record& record : commit.records) {
    const uint64_t hash = HashOf(record.resource);
    Shard& shard = shards_[hash % kShards];
    const Slot slot = (hash & ~kLargest) | revision;
    const std::lock_guard lock(shard.mutex);
    const auto [found, is_new] = shard.slots.insert(slot);
    // The revision is no part of what the set compares.
    if (!is_new) const_cast<Slot&>(*found) = slot;
  }
}

std::optional<Revision> LatestIndex::Find(std::string_view resource) const {
  const uint64_t hash = HashOf(resource);
  const Shard& shard = shards_[hash % kShards];
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.slots.find(hash & ~kLargest);
  if (found == shard.slots.end()) return std::nullopt;
  return static_cast<Revision>(*found & kLargest);
}

}  // namespace sheaf::ledger
