// sheaf: the command line.
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <iostream>

#include "clients/cli/program.h"

namespace {

size_t TerminalWidth() {
  winsize size{};
  if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

bool ReaderIsGone() {
  pollfd out{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
  return poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that has had enough (head, a pager) must not end a push in its middle.
  std::signal(SIGPIPE, SIG_IGN);
  sheaf::cli::Surroundings surroundings(TerminalWidth());
  surroundings.err_is_terminal = isatty(STDERR_FILENO) != 0;
  surroundings.reader_is_gone = ReaderIsGone;
  return sheaf::cli::RunProgram({argv + 1, argv + argc}, std::cout, std::cerr, surroundings);
}
