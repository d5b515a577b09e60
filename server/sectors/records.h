// Stored records as the messages of the contract: the payload, and around it what the ledger knows.
#pragma once

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"
#include "sheaf/v1/change.pb.h"

namespace sheaf::sectors {

// The resource of `record`, with name, revision, commit_time, etag and, where the kind has them, actor,
// withdrawn_reason and vanished. DATA_LOSS where the payload is no message of its kind.
absl::StatusOr<v1::Resource> ResourceOf(const ledger::Record& record);

// The change that made this version.
absl::StatusOr<v1::Change> ChangeOf(const ledger::Record& record);

}  // namespace sheaf::sectors
