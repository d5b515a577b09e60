// Versions of records that are asked for again and again, or were just made, in memory: the plan
// that every push of its updates reads, and the update that the push is answered with. Nothing here
// is ever out of date, since a stored version never changes.
//
// Each version has one place, by its hash; the places are as many as are worth their memory.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

#include "server/ledger/ledger.h"

namespace sheaf::ledger {

// Thread-safe; nobody waits for more than a few instructions of another thread.
class RecentVersions {
 public:
  // The version of `resource` that `revision` made; nothing where it is not held.
  std::optional<Record> Find(std::string_view resource, Revision revision) const;

  // Holds what was just committed. Of commits of many records nobody reads each one back: they are
  // left to the store.
  void Take(Commit commit);
  // Holds `record`, which was read from the store, where it is the second time in a row that its
  // place is asked for it: what is read once and at random does not displace what is read often.
  void Offer(const Record& record);

 private:
  static constexpr size_t kPlaces = 4096;
  static constexpr size_t kMostOfACommit = 16;
  static constexpr size_t kLargestPayload = 4096;  // so that all of it is 20 MB at the very most

  struct Place {
    mutable std::mutex mutex;
    size_t offered = 0;  // the hash of what was offered last
    std::shared_ptr<const Record> record;
  };

  static size_t HashOf(std::string_view resource, Revision revision);
  Place& PlaceOf(size_t hash) { return places_[hash % kPlaces]; }
  const Place& PlaceOf(size_t hash) const { return places_[hash % kPlaces]; }

  std::array<Place, kPlaces> places_;
};

}  // namespace sheaf::ledger
