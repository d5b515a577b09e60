// Pushes that wait in the spool of this machine until `sheaf sync` sends them.
#pragma once

#include <string>

#include "clients/cli/prepared_push.h"
#include "clients/cli/session.h"
#include "clients/cpp/connection.h"
#include "clients/cpp/spool.h"

namespace sheaf::cli {

// The spool of the server that `connection` is for; nothing is sent.
absl::StatusOr<client::Spool> OpenSpool(const client::Connection& connection);

// Puts the updates of a push, which were read from the file `path`, into the spool, on disk, and
// says so. The server has not seen them: it checks them when they are sent.
ExitCode KeepForLater(Session& session, const client::Connection& connection,
                      const std::string& path, bool draft, const PlanPush& push);

}  // namespace sheaf::cli
