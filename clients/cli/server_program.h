// What only the server's own program can do: it is found and handed over to.
#pragma once

#include <string>

#include "clients/cli/session.h"

namespace sheaf::cli {

// Runs "sheafd OPTION ARGUMENT" in place of this program: its output and exit status are this
// program's. Returns only where sheafd, beside sheaf or on the PATH, cannot be run.
ExitCode HandToServerProgram(Session& session, std::string option, std::string argument);

}  // namespace sheaf::cli
