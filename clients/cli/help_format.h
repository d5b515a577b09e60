// The help texts, wrapped to a terminal of 80 columns; lists of commands give one sentence for
// each.
#pragma once

#include <string>

#include "CLI/CLI.hpp"

namespace sheaf::cli {

class HelpFormat : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;
  std::string make_subcommand(const CLI::App* command) const override;
};

}  // namespace sheaf::cli
