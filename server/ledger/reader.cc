#include "server/ledger/reader.h"

#include <algorithm>
#include <utility>

#include "server/base/status.h"
#include "server/ledger/keys.h"
#include "server/ledger/listing.h"
#include "server/ledger/values.h"

namespace sheaf::ledger {
namespace {

absl::StatusOr<Record> RecordAt(const store::Cursor& cursor) {
  SHEAF_ASSIGN_OR_RETURN(const VersionName version, ParseVersionKey(cursor.key()));
  return DecodeVersion(version.resource, version.revision, cursor.value());
}

}  // namespace

Reader::Place Reader::PlaceOf(std::string_view resource, Revision as_of) const {
  if (index_ == nullptr || !index_->complete()) return {};
  const std::optional<Revision> latest = index_->Find(resource);
  if (!latest) return {.absent = true};
  return {.revision = *latest <= as_of ? *latest : 0};
}

absl::StatusOr<std::optional<Record>> Reader::Find(std::string_view resource,
                                                   Revision as_of) const {
  const Place place = PlaceOf(resource, as_of);
  if (place.absent) return std::nullopt;
  if (place.revision == 0) return Search(resource, as_of);
  if (auto recent = Recent(resource, place)) return recent;
  auto record = Read(resource, as_of, place, store_->Get(VersionKey(resource, place.revision)));
  if (recent_ != nullptr && record.ok() && *record) recent_->Offer(**record);
  return record;
}

std::optional<Record> Reader::Recent(std::string_view resource, Place place) const {
  return recent_ == nullptr ? std::nullopt : recent_->Find(resource, place.revision);
}

std::optional<Record> Reader::FindInMemory(std::string_view resource, Revision as_of) const {
  const Place place = PlaceOf(resource, as_of);
  if (place.revision == 0) return std::nullopt;
  if (auto recent = Recent(resource, place)) return recent;
  const auto value = store_->GetInMemory(VersionKey(resource, place.revision));
  if (!value) return std::nullopt;
  auto record = DecodeVersion(resource, place.revision, *value);
  if (!record.ok()) return std::nullopt;
  if (recent_ != nullptr) recent_->Offer(*record);
  return *std::move(record);
}

absl::StatusOr<std::vector<std::optional<Record>>> Reader::FindMany(
    const std::vector<std::string>& resources, Revision as_of) const {
  std::vector<std::optional<Record>> records(resources.size());
  std::vector<size_t> placed;  // of `resources`: those to be read by their keys
  std::vector<Place> places;
  std::vector<std::string> keys;
  for (size_t i = 0; i < resources.size(); ++i) {
    const Place place = PlaceOf(resources[i], as_of);
    if (place.revision > 0) {
      placed.push_back(i);
      places.push_back(place);
      keys.push_back(VersionKey(resources[i], place.revision));
    } else if (!place.absent) {
      SHEAF_ASSIGN_OR_RETURN(records[i], Search(resources[i], as_of));
    }
  }
  const auto values = store_->GetMany(keys);
  for (size_t i = 0; i < placed.size(); ++i) {
    SHEAF_ASSIGN_OR_RETURN(records[placed[i]],
                           Read(resources[placed[i]], as_of, places[i], values[i]));
  }
  return records;
}

absl::StatusOr<std::optional<Record>> Reader::Read(std::string_view resource, Revision as_of,
                                                   Place place,
                                                   const absl::StatusOr<std::string>& value) const {
  if (value.ok()) return DecodeVersion(resource, place.revision, *value);
  if (!absl::IsNotFound(value.status())) return value.status();
  return Search(resource, as_of);  // the revision is of another name with the same hash
}

absl::StatusOr<std::optional<Record>> Reader::Search(std::string_view resource,
                                                     Revision as_of) const {
  const std::string first = VersionKey(resource, as_of);
  const auto cursor = store_->Walk(first, VersionKey(resource, 0));
  cursor->Seek(first);
  if (!cursor->Valid()) {
    SHEAF_RETURN_IF_ERROR(cursor->status());
    return std::nullopt;
  }
  return RecordAt(*cursor);
}

absl::StatusOr<std::vector<Record>> Reader::History(std::string_view resource,
                                                    Revision as_of) const {
  std::vector<Record> records;
  const std::string first = VersionKey(resource, as_of);
  const auto cursor = store_->Walk(first, VersionKey(resource, 0));
  for (cursor->Seek(first); cursor->Valid(); cursor->Next()) {
    SHEAF_ASSIGN_OR_RETURN(Record record, RecordAt(*cursor));
    records.push_back(std::move(record));
  }
  SHEAF_RETURN_IF_ERROR(cursor->status());
  std::reverse(records.begin(), records.end());
  return records;
}

absl::StatusOr<std::vector<Record>> Reader::List(const Ledger::Listing& listing,
                                                 Revision as_of) const {
  std::vector<Record> records;
  if (listing.parts < 1 || listing.parts > kDeepest) return records;
  LatestVersions latest(*store_, listing.parts, listing.prefix, listing.start_after, as_of);
  for (; latest.Valid() && records.size() < listing.limit; latest.Next()) {
    SHEAF_ASSIGN_OR_RETURN(Record record, latest.record());
    records.push_back(std::move(record));
  }
  SHEAF_RETURN_IF_ERROR(latest.status());
  return records;
}

absl::StatusOr<Entry> Reader::EntryAt(Revision revision) const {
  const auto value = store_->Get(EntryKey(revision));
  if (absl::IsNotFound(value.status())) return DamagedRevision(revision, "its entry is missing");
  SHEAF_RETURN_IF_ERROR(value.status());
  return DecodeEntry(revision, *value);
}

absl::StatusOr<Commit> Reader::CommitOf(const Entry& entry, size_t start, size_t limit) const {
  Commit commit{entry.chain.revision, entry.chain.commit_time, {}, entry.chain.hash};
  start = std::min(start, entry.resources.size());
  const size_t end = start + std::min(limit, entry.resources.size() - start);
  commit.records.reserve(end - start);
  for (size_t i = start; i < end; ++i) {
    SHEAF_ASSIGN_OR_RETURN(Record record, ChangeOf(entry, i));
    commit.records.push_back(std::move(record));
  }
  return commit;
}

absl::StatusOr<Record> Reader::ChangeOf(const Entry& entry, size_t index) const {
  const std::string& resource = entry.resources[index];
  const Revision revision = entry.chain.revision;
  SHEAF_ASSIGN_OR_RETURN(const std::string value, StoredAt(resource, revision));
  Record record;
  SHEAF_RETURN_IF_ERROR(DecodeChange(entry, index, value, &record));
  return record;
}

absl::StatusOr<std::vector<SealedChange>> Reader::SealedOf(const Entry& entry, size_t first,
                                                           size_t max_bytes) const {
  std::vector<SealedChange> changes;
  size_t bytes = 0;
  for (size_t i = first; i < entry.resources.size() && (i == first || bytes < max_bytes); ++i) {
    const Revision revision = entry.chain.revision;
    SHEAF_ASSIGN_OR_RETURN(const std::string value, StoredAt(entry.resources[i], revision));
    SHEAF_ASSIGN_OR_RETURN(SealedChange change,
                           SealedChangeOf(entry.resources[i], revision, value));
    changes.push_back(std::move(change));
    bytes += value.size();
  }
  return changes;
}

absl::StatusOr<std::string> Reader::StoredAt(std::string_view resource, Revision revision) const {
  absl::StatusOr<std::string> value = store_->Get(VersionKey(resource, revision));
  if (absl::IsNotFound(value.status())) {
    return DamagedRevision(revision, "its version of " + std::string(resource) + " is missing");
  }
  return value;
}

absl::Status DecodeChange(const Entry& entry, size_t index, std::string_view value,
                          Record* record) {
  const std::string& resource = entry.resources[index];
  const Revision revision = entry.chain.revision;
  if (value.empty() || ChangeDigest(value) != entry.chain.change_digests[index]) {
    return DamagedRevision(revision, "its version of " + resource + " does not have its digest");
  }
  SHEAF_RETURN_IF_ERROR(DecodeVersion(resource, revision, value, record));
  if (record->commit_time != entry.chain.commit_time) {
    return DamagedRevision(revision, "its version of " + resource + " has another time");
  }
  return absl::OkStatus();
}

}  // namespace sheaf::ledger
