#include "clients/cli/style.h"

#include "clients/cli/environment.h"

namespace sheaf::cli {

bool IsColored(ColorChoice choice, bool is_terminal) {
  if (choice != ColorChoice::kAuto) return choice == ColorChoice::kAlways;
  if (!Variable("NO_COLOR").empty() || Variable("TERM") == "dumb") return false;
  const std::string force = Variable("CLICOLOR_FORCE");
  if (!force.empty() && force != "0") return true;
  return is_terminal && Variable("CLICOLOR") != "0";
}

std::string Style::Marked(std::string_view code, std::string_view text) const {
  if (!colored_ || text.empty()) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

}  // namespace sheaf::cli
