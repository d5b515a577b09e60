// Which plan was of which sector, at every revision: what a watcher of a sector asks for.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "server/base/snapshot.h"
#include "server/ledger/ledger.h"

namespace sheaf::watchers {

// Thread-safe.
class PlanSectors {
 public:
  // Commits come in order.
  void Apply(const ledger::Commit& commit);

  // As those of Snapshotted.
  Snapshotted::Write Capture() const;
  void Load(SnapshotReader& from);

  // The sector that the record `resource` belonged to after `revision`, which has been applied: its
  // plan's, or the one it is named under. "" where there is none.
  std::string SectorOf(std::string_view resource, ledger::Revision revision) const;

 private:
  std::string SectorOfPlan(std::string_view plan, ledger::Revision revision) const;

  mutable std::mutex mutex_;
  // By the plan's name, then by the revision that gave it another sector.
  std::map<std::string, std::map<ledger::Revision, std::string>, std::less<>> sectors_;
};

}  // namespace sheaf::watchers
