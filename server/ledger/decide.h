// What one write comes to, given the record as it is: the meaning of WriteMode.
#pragma once

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"

namespace sheaf::ledger {

struct Decision {
  Outcome outcome = Outcome::kUnchanged;
  Verb verb = Verb::kCreate;  // where the outcome is not kUnchanged
};

// `latest` is the record's latest version, live or not; null where there is none. Errors carry a
// reason: NOT_FOUND RECORD_NOT_FOUND, ABORTED ETAG_MISMATCH, ALREADY_EXISTS RECORD_EXISTS.
absl::StatusOr<Decision> Decide(const Write& write, const Record* latest);

}  // namespace sheaf::ledger
