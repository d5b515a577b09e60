// Every version of records of which there are few (plans, baselines, targets, member states), by
// name. Lines, updates and observations have tables of their own.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/base/snapshot.h"
#include "server/ledger/ledger.h"

namespace sheaf::model {

// Thread-safe. Locks are held to copy pointers, never values.
template <typename T>
class Histories {
 public:
  struct Version {
    ledger::Revision revision = 0;
    uint32_t row = 0;                // its place within that revision
    std::shared_ptr<const T> value;  // null where the record was withdrawn
  };

  // Versions of one record come in the order of their revisions.
  void Add(const std::string& name, Version version) {
    const std::lock_guard lock(mutex_);
    versions_[name].push_back(std::move(version));
  }

  // Writes what was added up to `revision`; `pack` gives the bytes of a value.
  template <typename Pack>
  void Write(ledger::Revision revision, SnapshotWriter& to, Pack pack) const {
    const auto versions = [this] {
      const std::lock_guard lock(mutex_);
      return versions_;
    }();
    to.Number(versions.size());
    for (const auto& [name, all] : versions) {
      to.Text(name);
      const auto end = EndAt(all, revision);
      to.Number(static_cast<uint64_t>(end - all.begin()));
      for (auto version = all.begin(); version != end; ++version) {
        to.Number(static_cast<uint64_t>(version->revision));
        to.Number(version->row);
        to.Number(version->value != nullptr);
        if (version->value != nullptr) to.Text(pack(*version->value));
      }
    }
  }
  // `unpack` makes a value, as it is held, of such bytes.
  template <typename Unpack>
  void Load(SnapshotReader& from, Unpack unpack) {
    for (uint64_t names = from.Number(); names > 0 && from.ok(); --names) {
      auto& versions = versions_[from.Text()];
      for (uint64_t left = from.Number(); left > 0 && from.ok(); --left) {
        Version version;
        version.revision = static_cast<ledger::Revision>(from.Number());
        version.row = static_cast<uint32_t>(from.Number());
        if (from.Number() != 0) version.value = unpack(from.Text());
        versions.push_back(std::move(version));
      }
    }
  }

  // What stood at `revision` of the records whose names start with `prefix`, in byte order of the
  // names.
  std::vector<Version> At(std::string_view prefix, ledger::Revision revision) const {
    std::vector<Version> found;
    const std::lock_guard lock(mutex_);
    for (auto it = versions_.lower_bound(prefix); it != versions_.end(); ++it) {
      if (!std::string_view(it->first).starts_with(prefix)) break;
      const Version* version = LatestAt(it->second, revision);
      if (version != nullptr && version->value != nullptr) found.push_back(*version);
    }
    return found;
  }

 private:
  static typename std::vector<Version>::const_iterator EndAt(const std::vector<Version>& versions,
                                                             ledger::Revision revision) {
    return std::upper_bound(
        versions.begin(), versions.end(), revision,
        [](ledger::Revision sought, const Version& v) { return sought < v.revision; });
  }
  static const Version* LatestAt(const std::vector<Version>& versions, ledger::Revision revision) {
    const auto later = EndAt(versions, revision);
    return later == versions.begin() ? nullptr : &*std::prev(later);
  }

  mutable std::mutex mutex_;
  std::map<std::string, std::vector<Version>, std::less<>> versions_;
};

}  // namespace sheaf::model
