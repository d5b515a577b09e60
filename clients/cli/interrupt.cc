#include "clients/cli/interrupt.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace sheaf::cli {
namespace {

constexpr char kInterrupted = 'i';
constexpr char kDone = 'd';

// What a handler may do is write to a pipe; whoever reads it does the rest.
std::array<int, 2> interrupt_pipe = {-1, -1};

void Tell(char what) {
  const int kept_errno = errno;
  static_cast<void>(!write(interrupt_pipe[1], &what, 1));
  errno = kept_errno;
}

void OnSignal(int) { Tell(kInterrupted); }

void Handle(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

char NextTold() {
  char what = kDone;
  while (read(interrupt_pipe[0], &what, 1) < 0 && errno == EINTR) {
  }
  return what;
}

}  // namespace

Interrupt::Interrupt(std::function<void()> on_interrupt) {
  static_cast<void>(!pipe2(interrupt_pipe.data(), O_CLOEXEC));
  thread_ = std::thread([on_interrupt = std::move(on_interrupt)] {
    while (NextTold() == kInterrupted) on_interrupt();
  });
  Handle(&OnSignal);
}

Interrupt::~Interrupt() {
  Handle(SIG_DFL);
  Tell(kDone);
  thread_.join();
  for (const int end : interrupt_pipe) close(end);
}

}  // namespace sheaf::cli
