#include "clients/cli/environment.h"

#include <cstdlib>

namespace sheaf::cli {

std::string Variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string WithHome(const std::string& path) {
  const std::string home = Variable("HOME");
  return path.starts_with("~/") && !home.empty() ? home + path.substr(1) : path;
}

}  // namespace sheaf::cli
