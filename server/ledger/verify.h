// Checking a whole ledger against its hash chain.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "server/ledger/chain.h"
#include "server/ledger/ledger.h"
#include "server/store/store.h"

namespace sheaf::ledger {

// Calls `on_commit` with the commits `after.revision` + 1 to `last`, each checked against its
// entry, and each entry against the one before. DATA_LOSS names the first revision that does not
// fit.
absl::Status ForEachCommit(const store::Store& store, Tail after, Revision last,
                           const std::function<void(const Commit&)>& on_commit);

// What a whole ledger holds.
struct Contents {
  Tail tail;
  int64_t versions = 0;
  int64_t answers = 0;
};

// Everything that is stored: the chain from its beginning to the head, every version that it names
// and that there is no other, and every remembered answer. May run while commits go on.
absl::StatusOr<Contents> VerifyContents(const store::Store& store);
absl::Status VerifyStore(const store::Store& store);

}  // namespace sheaf::ledger
