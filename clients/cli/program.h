// The whole program, apart from the process that it runs in.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

namespace sheaf::cli {

// Makes `app` the program with all its options and commands. `session` must outlive it.
void BuildProgram(CLI::App& app, Session& session);

// Runs `sheaf` with `arguments` (without the program's name) and returns the exit code.
int RunProgram(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err,
               const Surroundings& surroundings);

}  // namespace sheaf::cli
