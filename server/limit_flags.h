// The flags of sheafd that say what one client may take of it.
#pragma once

#include <CLI/CLI.hpp>

#include "server/api/call_limits.h"

namespace sheaf {

// Adds them to `app`. `limits` holds the defaults, and outlives the parsing.
void AddLimitFlags(CLI::App* app, api::CallLimits* limits);

}  // namespace sheaf
