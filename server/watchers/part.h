// A commit made ready to be sent, once for all who watch: its changes as the bytes of the contract,
// in parts of bounded size.
#pragma once

#include <grpcpp/support/slice.h>

#include <compare>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"
#include "server/watchers/plan_sectors.h"

namespace sheaf::watchers {

// A place in the history: before the change `index` (from 0) of `revision`.
struct Position {
  ledger::Revision revision = 1;
  size_t index = 0;

  static Position After(ledger::Revision revision) { return {revision + 1, 0}; }
  // The newest revision of which nothing is left.
  ledger::Revision complete_through() const { return revision - 1; }
  friend auto operator<=>(const Position&, const Position&) = default;
};

// Consecutive changes of one revision. Immutable, so shared freely.
struct Part {
  static constexpr size_t kMaxChanges = 256;
  // A part is larger only where its one change is.
  static constexpr size_t kMaxBytes = 64 << 10;

  struct Change {
    std::string resource;
    std::string sector;  // as of the change; "" for none
    size_t end = 0;      // in `bytes`; it begins where the one before ends
  };

  Position begin;
  Position end;
  Micros commit_time = 0;
  std::vector<Change> changes;
  // The changes, one behind the other, as they stand in a WatchResponse.
  grpc::Slice bytes;

  // About what it takes in memory.
  size_t Footprint() const;
};
using SharedPart = std::shared_ptr<const Part>;

// `commit` in parts, at least one: its records are those of its revision from the record `start`
// on; `ends` where they go up to the last. DATA_LOSS where one cannot be read.
absl::StatusOr<std::vector<SharedPart>> PartsOf(const ledger::Commit& commit, size_t start,
                                                bool ends, const PlanSectors& sectors);

}  // namespace sheaf::watchers
