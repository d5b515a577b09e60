// Opening a ledger: what must be true of a store before anything is read from it or written to it.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "server/ledger/chain.h"
#include "server/store/store.h"

namespace sheaf::ledger {

// The format that this build writes and the newest that it reads, and the first version of sheafd
// that reads it.
inline constexpr int kFormat = 1;
inline constexpr std::string_view kFormatSince = "0.1.0";

// Marks an empty store as a ledger; of another one, checks the format and the end of the chain.
// Returns where the chain ends. FAILED_PRECONDITION for a newer format, DATA_LOSS for what does not
// fit.
absl::StatusOr<Tail> OpenTail(store::Store& store);

// Where the chain ends, as a store that is marked says. Errors as above.
absl::StatusOr<Tail> ReadTail(const store::Store& store);

}  // namespace sheaf::ledger
