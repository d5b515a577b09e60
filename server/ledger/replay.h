// Reading a stretch of the ledger from one end to the other: several threads read, check and decode
// ahead of the one that is told.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "server/ledger/chain.h"
#include "server/ledger/ledger.h"
#include "server/store/store.h"

namespace sheaf::ledger {

// Calls `on_commit`, on the calling thread, with the commits `after.revision` + 1 to `last`, each
// checked against its entry, and each entry against the one before. DATA_LOSS names the first
// revision that does not fit; what came before it has been told. Holds a few megabytes of commits
// at a time.
absl::Status ForEachCommit(const store::Store& store, Tail after, Revision last,
                           const std::function<void(const Commit&)>& on_commit);

}  // namespace sheaf::ledger
