// Finding the latest versions of all names with a prefix.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"
#include "server/store/store.h"

namespace sheaf::ledger {

// A walk in byte order of names. Not thread-safe; must not outlive the store.
class LatestVersions {
 public:
  // Names of `parts` parts that start with `prefix` and come after `start_after`, as of `as_of`.
  LatestVersions(const store::Store& store, int parts, std::string_view prefix,
                 std::string_view start_after, Revision as_of);

  // False at the end, or after an error: see status().
  bool Valid() const { return valid_; }
  const std::string& resource() const { return resource_; }
  absl::StatusOr<Record> record() const;
  void Next();
  absl::Status status() const;

 private:
  void Settle();
  void SkipResource();
  bool AtResource() const;

  const int parts_;
  const Revision as_of_;
  const std::unique_ptr<store::Cursor> cursor_;
  bool valid_ = false;
  std::string resource_;
  Revision revision_ = 0;
  absl::Status broken_;
};

}  // namespace sheaf::ledger
