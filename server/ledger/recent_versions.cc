#include "server/ledger/recent_versions.h"

#include <functional>
#include <utility>

namespace sheaf::ledger {

size_t RecentVersions::HashOf(std::string_view resource, Revision revision) {
  return std::hash<std::string_view>()(resource) ^ std::hash<Revision>()(revision);
}

std::optional<Record> RecentVersions::Find(std::string_view resource, Revision revision) const {
  const Place& place = PlaceOf(HashOf(resource, revision));
  std::shared_ptr<const Record> held;
  {
    const std::lock_guard lock(place.mutex);
    held = place.record;
  }
  // Copied without the lock.
  if (held == nullptr || held->revision != revision || held->resource != resource) {
    return std::nullopt;
  }
  return *held;
}

void RecentVersions::Take(Commit commit) {
  if (commit.records.size() > kMostOfACommit) return;
  for (Record& record : commit.records) {
    if (record.payload.size() + record.standing.size() > kLargestPayload) continue;
    Place& place = PlaceOf(HashOf(record.resource, record.revision));
    auto held = std::make_shared<const Record>(std::move(record));
    const std::lock_guard lock(place.mutex);
    place.record.swap(held);
  }
}

void RecentVersions::Offer(const Record& record) {
  if (record.payload.size() + record.standing.size() > kLargestPayload) return;
  const size_t hash = HashOf(record.resource, record.revision);
  Place& place = PlaceOf(hash);
  const std::lock_guard lock(place.mutex);
  if (std::exchange(place.offered, hash) != hash) return;
  place.record = std::make_shared<const Record>(record);
}

}  // namespace sheaf::ledger
