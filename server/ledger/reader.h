// Reads of the ledger, straight from the store. Versions are never changed, so that reads need no
// lock: whoever reads as of a revision that is on disk sees the same for ever.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "server/ledger/chain.h"
#include "server/ledger/latest_index.h"
#include "server/ledger/ledger.h"
#include "server/ledger/recent_versions.h"
#include "server/store/store.h"

namespace sheaf::ledger {

// Thread-safe. Must not outlive the store. Errors of the store pass through; DATA_LOSS for values
// that do not fit their keys.
class Reader {
 public:
  // `index` and `recent` may be null; both are used only where the index is complete.
  explicit Reader(const store::Store* store, const LatestIndex* index = nullptr,
                  RecentVersions* recent = nullptr)
      : store_(store), index_(index), recent_(recent) {}

  // The latest version at `as_of`; nothing where there is none.
  absl::StatusOr<std::optional<Record>> Find(std::string_view resource, Revision as_of) const;
  // The same where memory holds it, without waiting: see Ledger::GetInMemory.
  std::optional<Record> FindInMemory(std::string_view resource, Revision as_of) const;
  // What Find gives for each, in their order.
  absl::StatusOr<std::vector<std::optional<Record>>> FindMany(
      const std::vector<std::string>& resources, Revision as_of) const;
  // Oldest first; empty where there is none.
  absl::StatusOr<std::vector<Record>> History(std::string_view resource, Revision as_of) const;
  absl::StatusOr<std::vector<Record>> List(const Ledger::Listing& listing, Revision as_of) const;

  // DATA_LOSS where `revision`, which must exist, has no entry.
  absl::StatusOr<Entry> EntryAt(Revision revision) const;
  // What `entry` changed, each change checked against its digest: from the record `start` on, at
  // most `limit` of them.
  absl::StatusOr<Commit> CommitOf(const Entry& entry, size_t start = 0,
                                  size_t limit = SIZE_MAX) const;
  // The same as they are stored, not checked: see Ledger::SealedAt.
  absl::StatusOr<std::vector<SealedChange>> SealedOf(const Entry& entry, size_t first,
                                                     size_t max_bytes) const;

 private:
  // What the index says of a record's latest version.
  struct Place {
    bool absent = false;    // there is no such record
    Revision revision = 0;  // the one to try; 0 where only a search tells
  };
  Place PlaceOf(std::string_view resource, Revision as_of) const;
  std::optional<Record> Recent(std::string_view resource, Place place) const;
  // The version that `value`, which the store gave for `place`, is; or that a search finds.
  absl::StatusOr<std::optional<Record>> Read(std::string_view resource, Revision as_of, Place place,
                                             const absl::StatusOr<std::string>& value) const;
  absl::StatusOr<Record> ChangeOf(const Entry& entry, size_t index) const;
  absl::StatusOr<std::string> StoredAt(std::string_view resource, Revision revision) const;
  absl::StatusOr<std::optional<Record>> Search(std::string_view resource, Revision as_of) const;

  const store::Store* const store_;
  const LatestIndex* const index_;
  RecentVersions* const recent_;
};

// Puts into `record` what `value`, stored as the version of `entry.resources[index]`, says.
// DATA_LOSS where it is not what `entry` has the digest of.
absl::Status DecodeChange(const Entry& entry, size_t index, std::string_view value, Record* record);

}  // namespace sheaf::ledger
