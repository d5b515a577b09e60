// What is different between two versions of one record. Pure functions.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"
#include "sheaf/v1/change_service.pb.h"

namespace sheaf::api {

// Each side is null where the record is absent there. Nothing where no field differs. DATA_LOSS
// where a record cannot be read.
absl::StatusOr<std::optional<v1::ResourceDiff>> DiffOf(const ledger::Record* from,
                                                       const ledger::Record* to);

}  // namespace sheaf::api
