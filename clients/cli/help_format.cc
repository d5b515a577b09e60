#include "clients/cli/help_format.h"

#include <sstream>
#include <utility>

namespace sheaf::cli {
namespace {

constexpr size_t kWidth = 80;
// Where CLI11 begins the descriptions of options and commands.
constexpr size_t kDescriptionColumn = 30;
// An example is a line to copy.
constexpr std::string_view kExample = "  sheaf ";

// `line` in lines of at most kWidth where its blanks allow it, the further ones indented.
std::string Wrapped(std::string line) {
  std::string wrapped;
  const size_t indent = line.substr(0, 1) == " " ? kDescriptionColumn : 0;
  while (line.size() > kWidth) {
    const size_t blank = line.rfind(' ', kWidth);
    if (blank == std::string::npos || blank <= indent) break;
    wrapped += line.substr(0, blank) + "\n";
    line = std::string(indent, ' ') + line.substr(blank + 1);
  }
  return wrapped + line;
}

}  // namespace

std::string HelpFormat::make_help(const CLI::App* app, std::string name,
                                  CLI::AppFormatMode mode) const {
  std::istringstream help(CLI::Formatter::make_help(app, std::move(name), mode));
  std::string wrapped;
  for (std::string line; std::getline(help, line);) {
    wrapped += (line.compare(0, kExample.size(), kExample) == 0 ? line : Wrapped(line)) + "\n";
  }
  return wrapped;
}

std::string HelpFormat::make_subcommand(const CLI::App* command) const {
  std::string description = command->get_description();
  if (description.ends_with('.')) description.pop_back();
  std::ostringstream out;
  CLI::detail::format_help(out, command->get_display_name(true),
                           description.substr(0, description.find(". ")), column_width_);
  return out.str();
}

}  // namespace sheaf::cli
