// What is wrong with a command line, in words for the person who typed it.
#pragma once

#include <string>
#include <vector>

#include "CLI/CLI.hpp"

namespace sheaf::cli {

// What CLI11 found wrong, said otherwise than it does: a slip of the fingers is told with what was
// probably meant, and where to read on. `app` is the whole program, `arguments` as they were typed.
std::string UsageErrorText(const CLI::App& app, const std::vector<std::string>& arguments,
                           const CLI::ParseError& error);

// How far `arguments` lead into the tree of commands.
struct Reached {
  const CLI::App* command = nullptr;
  // The first word that should name a command and does not; "" where all is well.
  std::string no_command;
  // The first option that neither the command nor one above it has; "" where all is well.
  std::string no_option;
  // How many arguments of the command were given that are no options.
  size_t positionals = 0;
  // The option whose value the next word is; null where it is none.
  const CLI::Option* awaits_value = nullptr;
};

Reached Follow(const CLI::App& app, const std::vector<std::string>& arguments);

// The option `name` ("--plan", "-o") of `command` or one above it; null where there is none.
const CLI::Option* FindOption(const CLI::App& command, const std::string& name);

}  // namespace sheaf::cli
