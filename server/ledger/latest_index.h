// Which revision made the latest version of each record: in memory, so that reading a record is one
// point read behind a Bloom filter instead of a search through every table, and that a record which
// is not there costs no read at all.
//
// Keeps 32 bits of each name's hash. Names that share them are told apart by whoever reads: the
// answer is a revision to try, see Find.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "server/base/snapshot.h"
#include "server/ledger/ledger.h"

namespace sheaf::ledger {

// One thread writes, any thread reads.
class LatestIndex : public Snapshotted {
 public:
  // What was committed. Told of revisions in order; of some it may be told again.
  void Take(const Commit& commit);
  // Everything stored has been taken: from now on a name that is not there has no record.
  void SetComplete() { complete_ = true; }
  bool complete() const { return complete_; }

  // What is written may hold some of what was committed after: it is taken again.
  Write Capture() const override;
  void Load(SnapshotReader& from) override;

  // The newest revision of any name with the hash of `resource`: at least the revision of its
  // latest version, and that revision exactly where a version of `resource` has it. Nothing where
  // there is no such record. Only where complete.
  std::optional<Revision> Find(std::string_view resource) const;

 private:
  // Hash in the upper half, revision in the lower.
  using Slot = uint64_t;
  struct ByHash {
    size_t operator()(Slot slot) const { return absl::Hash<uint32_t>()(slot >> 32); }
    bool operator()(Slot a, Slot b) const { return a >> 32 == b >> 32; }
  };
  // A reader waits for the writer only where both want the same shard.
  struct Shard {
    mutable std::mutex mutex;
    absl::flat_hash_set<Slot, ByHash, ByHash> slots;

    std::vector<Slot> Copy() const {
      const std::lock_guard lock(mutex);
      return {slots.begin(), slots.end()};
    }
  };
  static constexpr size_t kShards = 64;

  std::array<Shard, kShards> shards_;
  std::atomic<bool> complete_ = false;
};

}  // namespace sheaf::ledger
