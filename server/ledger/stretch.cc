#include "server/ledger/stretch.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "server/base/status.h"
#include "server/ledger/keys.h"
#include "server/ledger/reader.h"

namespace sheaf::ledger {
namespace {

// Finds keys that are asked for in their order: with one walk while they follow each other in the
// store, one by one where they lie apart.
class Finder {
 public:
  Finder(const store::Store& store, std::string_view first)
      : store_(store), cursor_(store.Walk(first, "")) {
    cursor_->Seek(first);
  }

  // The value, valid until the next call; NOT_FOUND where there is none.
  absl::StatusOr<std::string_view> Find(std::string_view key) {
    if (worth_walking()) {
      if (AtOrNext(key)) {
        ++hits_;
        return cursor_->value();
      }
      ++misses_;
      if (worth_walking()) cursor_->Seek(key);
    }
    SHEAF_ASSIGN_OR_RETURN(value_, store_.Get(key));
    return value_;
  }

 private:
  // A miss costs more than a look-up of one key.
  bool worth_walking() const { return misses_ < 8 + hits_ / 4; }

  bool AtOrNext(std::string_view key) {
    if (cursor_->Valid() && cursor_->key() < key) cursor_->Next();
    return cursor_->Valid() && cursor_->key() == key;
  }

  const store::Store& store_;
  const std::unique_ptr<store::Cursor> cursor_;
  int64_t hits_ = 0;
  int64_t misses_ = 0;
  std::string value_;
};

// A change that is still to be read.
struct Wanted {
  size_t key_at;  // among the keys
  size_t key_size;
  size_t entry;   // among the entries
  size_t change;  // within its entry
};

class Reading {
 public:
  Reading(const store::Store& store, Revision first, Revision last, Stretch* stretch)
      : store_(store), first_(first), last_(last), links_(stretch->links), stretch_(stretch) {}

  void Read() {
    stretch_->status = absl::OkStatus();
    links_.resize(static_cast<size_t>(last_ - first_ + 1));
    ReadEntries();
    ReadChanges();
    links_.resize(fitting_);
  }

 private:
  void ReadEntries();
  absl::Status ReadEntry(const store::Cursor& cursor, Revision revision);
  void ReadChanges();
  std::vector<Wanted> AllWanted();
  absl::Status ReadChange(const Wanted& wanted, Finder& finder);

  std::string_view KeyOf(const Wanted& wanted) const {
    return std::string_view(keys_).substr(wanted.key_at, wanted.key_size);
  }

  // Nothing from entry `index` on fits.
  void EndAt(size_t index, absl::Status status) {
    fitting_ = index;
    stretch_->status = std::move(status);
  }

  const store::Store& store_;
  const Revision first_, last_;
  std::vector<Stretch::Link>& links_;  // of the stretch
  Stretch* const stretch_;
  std::vector<Entry> entries_;
  std::string keys_;    // one after the other
  size_t fitting_ = 0;  // of the entries
};

void Reading::ReadEntries() {
  const std::string key = EntryKey(first_);
  const auto cursor = store_.Walk(key, EntryKey(last_ + 1));
  cursor->Seek(key);
  for (Revision revision = first_; revision <= last_; ++revision) {
    if (absl::Status status = ReadEntry(*cursor, revision); !status.ok()) {
      return EndAt(entries_.size(), std::move(status));
    }
    cursor->Next();
  }
  fitting_ = entries_.size();
}

absl::Status Reading::ReadEntry(const store::Cursor& cursor, Revision revision) {
  SHEAF_RETURN_IF_ERROR(cursor.status());
  if (!cursor.Valid() || cursor.key() != EntryKey(revision)) {
    return DamagedRevision(revision, "its entry is missing");
  }
  SHEAF_ASSIGN_OR_RETURN(Entry entry, DecodeEntry(revision, cursor.value()));
  auto& [link, commit] = links_[entries_.size()];
  link = {revision, entry.chain.commit_time, {}, entry.chain.previous_hash, entry.chain.hash};
  commit.revision = revision;
  commit.commit_time = entry.chain.commit_time;
  commit.hash = entry.chain.hash;
  commit.records.resize(entry.resources.size());
  entries_.push_back(std::move(entry));
  return absl::OkStatus();
}

// In the order of their keys.
std::vector<Wanted> Reading::AllWanted() {
  std::vector<Wanted> wanted;
  for (size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    for (size_t change = 0; change < entry.resources.size(); ++change) {
      const size_t at = keys_.size();
      keys_ += VersionKey(entry.resources[change], entry.chain.revision);
      wanted.push_back({at, keys_.size() - at, i, change});
    }
  }
  const auto by_key = [this](const Wanted& a, const Wanted& b) { return KeyOf(a) < KeyOf(b); };
  if (!std::is_sorted(wanted.begin(), wanted.end(), by_key)) {
    std::sort(wanted.begin(), wanted.end(), by_key);
  }
  return wanted;
}

void Reading::ReadChanges() {
  const std::vector<Wanted> wanted = AllWanted();
  if (wanted.empty()) return;
  Finder finder(store_, KeyOf(wanted.front()));
  for (const Wanted& change : wanted) {
    if (change.entry >= fitting_) continue;
    if (absl::Status status = ReadChange(change, finder); !status.ok()) {
      EndAt(change.entry, std::move(status));
    }
  }
}

absl::Status Reading::ReadChange(const Wanted& wanted, Finder& finder) {
  const Entry& entry = entries_[wanted.entry];
  const absl::StatusOr<std::string_view> value = finder.Find(KeyOf(wanted));
  if (absl::IsNotFound(value.status())) {
    return DamagedRevision(entry.chain.revision,
                           "its version of " + entry.resources[wanted.change] + " is missing");
  }
  SHEAF_RETURN_IF_ERROR(value.status());
  return DecodeChange(entry, wanted.change, *value,
                      &links_[wanted.entry].commit.records[wanted.change]);
}

}  // namespace

void ReadStretch(const store::Store& store, Revision first, Revision last, Stretch* stretch) {
  Reading(store, first, last, stretch).Read();
}

}  // namespace sheaf::ledger
