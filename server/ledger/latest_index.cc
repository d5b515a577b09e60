#include "server/ledger/latest_index.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

namespace sheaf::ledger {
namespace {

// Revisions that do not fit are kept as the largest that does: a revision to try that fails.
constexpr uint64_t kLargest = std::numeric_limits<uint32_t>::max();

// The same in every process, unlike absl::Hash: it is part of snapshots.
uint64_t HashOf(std::string_view resource) { return std::hash<std::string_view>()(resource); }

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

Snapshotted::Write LatestIndex::Capture() const {
  return [this](SnapshotWriter& to) {
    to.Number(HashOf("sheaf"));
    for (const Shard& shard : shards_) {
      const std::vector<Slot> slots = shard.Copy();
      to.Text({reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof(Slot)});
    }
  };
}

void LatestIndex::Load(SnapshotReader& from) {
  if (from.Number() != HashOf("sheaf")) return from.Fail();
  for (Shard& shard : shards_) {
    const std::string bytes = from.Text();
    std::vector<Slot> slots(bytes.size() / sizeof(Slot));
    std::memcpy(slots.data(), bytes.data(), bytes.size());
    const std::lock_guard lock(shard.mutex);
    shard.slots.reserve(slots.size());
    shard.slots.insert(slots.begin(), slots.end());
  }
}

}  // namespace sheaf::ledger
