// Takes what a file holds to the server, over its public calls: all of it is checked first.
#pragma once

#include <string>

#include "clients/cli/exchange/plan_records.h"
#include "clients/cli/session.h"
#include "clients/cpp/connection.h"

namespace sheaf::cli::exchange {

// Makes `content` that of the plan `id`: its lines and updates bear that plan's name.
void AsPlan(const std::string& id, FileContent& content);

// Validates the records of `content`; where anything is wrong, here or in its problems, prints all
// of it and writes nothing. Else writes member states, plan, updates and figures, in this order.
// Updates of lines that the server has only once the plan is in are checked then: where they are
// refused, the plan stays, and that is told. `source` is the file or folder as people named it.
ExitCode Deliver(Session& session, client::Connection& connection, FileContent& content,
                 const std::string& source, bool dry_run);

}  // namespace sheaf::cli::exchange
