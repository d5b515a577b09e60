// sheaf: the command line.
#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>

#include "clients/cli/program.h"

namespace {

size_t TerminalWidth() {
  winsize size{};
  if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

}  // namespace

int main(int argc, char** argv) {
  return sheaf::cli::RunProgram({argv + 1, argv + argc}, std::cout, std::cerr, TerminalWidth());
}
