// When what a report depends on changed: the revisions that touched each sector and each plan.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/snapshot.h"
#include "server/ledger/ledger.h"
#include "server/model/stored.h"

namespace sheaf::model {

// Thread-safe. A subject is what the caller likes: "sectors/energy".
class ChangeLog {
 public:
  // Revisions come in order; the same one twice counts once.
  void Mark(std::string_view subject, ledger::Revision revision);

  // The newest marked revision up to `revision`; 0 where there is none.
  ledger::Revision LastAt(std::string_view subject, ledger::Revision revision) const;

  // Writes what was marked up to `revision`.
  void Write(ledger::Revision revision, SnapshotWriter& to) const;
  void Load(SnapshotReader& from);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<StoredRevision>, std::less<>> revisions_;
};

}  // namespace sheaf::model
