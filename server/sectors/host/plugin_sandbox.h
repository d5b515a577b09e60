// The walls around one start of a plugin, made before its process and raised within it: no
// capabilities, no files but its own and the system's (sandbox_files.h), no calls of the system but
// those that computing and serving take (sandbox_calls.h).
#pragma once

#include <linux/filter.h>

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/sectors/host/plugin_fd.h"

namespace sheaf::sectors {

class PluginSandbox {
 public:
  // FAILED_PRECONDITION with a sentence for an operator where this machine cannot.
  static absl::StatusOr<PluginSandbox> Make(const std::string& program_dir,
                                            const std::string& socket_dir);

  // Each puts the calling process behind one wall, for good, and whatever it runs; false, with
  // errno, where that failed. For the time between fork and exec: async-signal-safe. In this order;
  // no_new_privs must be set.
  bool DropCapabilities() const;
  bool CloseFiles() const;
  bool CloseCalls() const;

 private:
  PluginSandbox(OwnedFd files, std::vector<sock_filter> calls)
      : files_(std::move(files)), calls_(std::move(calls)) {}

  OwnedFd files_;
  std::vector<sock_filter> calls_;
};

// Why no plugin is started, and what an operator can do, from what could not be done.
absl::Status SandboxMissing(const std::string& why);

// What the walls here are made of, for the log: "Landlock 7 and seccomp". FAILED_PRECONDITION as
// PluginSandbox::Make.
absl::StatusOr<std::string> DescribeSandbox();

}  // namespace sheaf::sectors
