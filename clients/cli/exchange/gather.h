// Everything that a server holds of one plan, over its public calls.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/exchange/losses.h"
#include "clients/cli/exchange/plan_records.h"
#include "clients/cpp/connection.h"
#include "sheaf/v1/clocks.pb.h"

namespace sheaf::cli::exchange {

// The plan `name` ("plans/energy") as of `as_of`, all of it at one revision, with the figures of
// its sector. What no format carries goes to `losses`: lines that vanished, and updates that are
// withdrawn, not handed in, or sent back. Errors are the server's: NOT_FOUND where there is no such
// plan then.
absl::StatusOr<PlanRecords> Gather(client::Connection& connection, const std::string& name,
                                   v1::AsOf as_of, Losses& losses);

// The manifest of `sector`; an empty one for "" or a sector that has none.
absl::StatusOr<v1::SectorManifest> ManifestOf(client::Connection& connection,
                                              const std::string& sector, const v1::AsOf& as_of);

absl::StatusOr<std::vector<v1::MemberState>> MemberStatesOf(client::Connection& connection,
                                                            const v1::AsOf& as_of);

}  // namespace sheaf::cli::exchange
