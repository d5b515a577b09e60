// What the shell that started the program tells it.
#pragma once

#include <string>

namespace sheaf::cli {

// The environment variable `name`; "" where it is not set.
std::string Variable(const char* name);

// `path` with a leading "~/" as the home folder: in a file no shell does that.
std::string WithHome(const std::string& path);

}  // namespace sheaf::cli
