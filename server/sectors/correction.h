// A correction: the next version of an update that is held already.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::sectors {

// The write that makes `after`, settled, the version that follows `held`, by `actor`. Committing it
// is ABORTED where another version comes in between. DATA_LOSS where what is said of `held` cannot
// be read.
absl::StatusOr<ledger::Write> CorrectionOf(const ledger::Record& held, const v1::Update& after,
                                           const std::string& actor, bool draft);

// Why what is withdrawn cannot be corrected, for people.
std::string WithdrawnText(const ledger::Record& held);

}  // namespace sheaf::sectors
