// Etags: how a client says which version of a record it saw.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"

namespace sheaf::ledger {

// "r12" for revision 12.
std::string EtagOf(Revision revision);

// The inverse of EtagOf. INVALID_ARGUMENT, with what was found and what to do, for anything else.
absl::StatusOr<Revision> ParseEtag(std::string_view text);

}  // namespace sheaf::ledger
