// Which options take their value from a profile or the environment where the command line has none.
#pragma once

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

namespace sheaf::cli {

// Gives the settings to the session, and to the options of commands that stand for the same: the
// format to every -o, the plan and the member state to the commands that are about one's own work.
// An import of a whole plan is none: in the wrong plan it would do harm.
void ApplySettings(CLI::App& app, Session& session);

// Writes down which of the settings the command line gave instead.
void TakeCommandLine(const CLI::App& app, Session& session);

// The profile that `arguments` ask for, before they are parsed; "" for none.
std::string ProfileAskedFor(const std::vector<std::string>& arguments);

}  // namespace sheaf::cli
