// Records that are in the ledger and not in the model, one after the other.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "server/ledger/ledger.h"

namespace sheaf::reports {

// Calls `take` with the latest versions at `revision`, live or not, of the records under `prefix`
// whose names have `parts` parts, in byte order, until it fails. Errors: those of the ledger, and
// what `take` gives.
absl::Status ForEachRecord(const ledger::Ledger& ledger, const std::string& prefix, int parts,
                           ledger::Revision revision,
                           const std::function<absl::Status(const ledger::Record&)>& take);

}  // namespace sheaf::reports
