// The whole program, apart from the process that it runs in.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace sheaf::cli {

// Runs `sheaf` with `arguments` (without the program's name) and returns the exit code. `width` is
// that of the terminal that `out` is, 0 where it is none.
int RunProgram(std::vector<std::string> arguments, std::ostream& out, std::ostream& err,
               size_t width);

}  // namespace sheaf::cli
