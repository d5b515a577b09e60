// Checking a whole ledger against its hash chain.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/ledger/chain.h"
#include "server/store/store.h"

namespace sheaf::ledger {

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
