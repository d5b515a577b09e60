// How a command's help looks on a screen.
#pragma once

#include <string>

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

namespace sheaf::cli {

// Broken at the width of the terminal, at 80 columns elsewhere; headings bold where there is color.
// Lines to be copied, the examples, are never broken. `session` must outlive it.
class HelpFormat : public CLI::Formatter {
 public:
  explicit HelpFormat(const Session& session) : session_(session) {}

  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;

 private:
  const Session& session_;
};

}  // namespace sheaf::cli
