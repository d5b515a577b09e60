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
  static const Version* LatestAt(const std::vector<Version>& versions, ledger::Revision revision) {
    const auto later = std::upper_bound(
        versions.begin(), versions.end(), revision,
        [](ledger::Revision sought, const Version& v) { return sought < v.revision; });
    return later == versions.begin() ? nullptr : &*std::prev(later);
  }

  mutable std::mutex mutex_;
  std::map<std::string, std::vector<Version>, std::less<>> versions_;
};

}  // namespace sheaf::model
