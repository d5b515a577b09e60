// One run of a plugin's executable, shut off from the server: its own session, no inherited
// descriptors, an environment that holds its socket and a PATH, no new privileges, bounded memory,
// and the walls of a sandbox. It dies when the thread that started it does.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/sectors/host/plugin_fd.h"
#include "server/sectors/host/plugin_sandbox.h"

namespace sheaf::sectors {

struct PluginLaunch {
  std::string path;         // the executable, absolute
  std::string working_dir;  // its own folder
  std::string socket_path;  // where it is to listen
  int64_t memory_max_bytes = 0;
  const PluginSandbox* sandbox = nullptr;  // null: none
};

// What a process holds of the machine.
struct PluginUse {
  int64_t memory_bytes = 0;  // resident
  int64_t threads = 0;
};

// Not thread-safe. Must be started by a thread that lives as long as the process may.
class PluginProcess {
 public:
  // UNAVAILABLE with a sentence where the process could not be made or the program not be run;
  // FAILED_PRECONDITION where a wall of the sandbox could not be raised.
  static absl::StatusOr<std::unique_ptr<PluginProcess>> Start(const PluginLaunch& launch);

  // Kills and reaps what still runs.
  ~PluginProcess();
  PluginProcess(const PluginProcess&) = delete;
  PluginProcess& operator=(const PluginProcess&) = delete;

  pid_t pid() const { return pid_; }
  // Readable once the process has ended.
  int end_fd() const { return end_fd_.get(); }
  // What it prints, both streams; not blocking.
  int output_fd() const { return output_.get(); }

  // Nothing where the kernel does not say, as of a process that has ended.
  PluginUse Use() const;

  // Asks it to end.
  void Terminate();
  // Ends it and whatever it has started.
  void Kill();
  // Waits until it has ended, kills what it left behind, and says how it ended: "ended by signal
  // 9", "ended with exit status 3". Once.
  std::string Reap();

 private:
  PluginProcess(pid_t pid, OwnedFd end_fd, OwnedFd output);

  pid_t pid_;
  OwnedFd end_fd_;
  OwnedFd output_;
  bool reaped_ = false;
};

}  // namespace sheaf::sectors
