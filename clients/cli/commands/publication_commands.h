// Commands of the group "publication" that have a file of their own.
#pragma once

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

namespace sheaf::cli {

void AddPublicationVerify(CLI::App& group, Session& session);

}  // namespace sheaf::cli
