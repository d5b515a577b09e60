// Ctrl-C, for a command that goes on until it is told to end.
#pragma once

#include <functional>
#include <thread>

namespace sheaf::cli {

// While it lives, SIGINT and SIGTERM call `on_interrupt` instead of ending the process, on a thread
// of its own. At most one lives at a time.
class Interrupt {
 public:
  explicit Interrupt(std::function<void()> on_interrupt);
  // Signals end the process again.
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

 private:
  std::thread thread_;
};

}  // namespace sheaf::cli
