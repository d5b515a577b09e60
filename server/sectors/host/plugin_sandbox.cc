#include "server/sectors/host/plugin_sandbox.h"

#include <linux/capability.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"
#include "server/sectors/host/sandbox_calls.h"
#include "server/sectors/host/sandbox_files.h"

namespace sheaf::sectors {
namespace {

struct Walls {
  int landlock_version;
  std::vector<sock_filter> calls;
};

absl::StatusOr<Walls> MakeWalls() {
  const absl::StatusOr<int> version = LandlockVersion();
  if (!version.ok()) return SandboxMissing(std::string(version.status().message()));
  const uint32_t refusing = SECCOMP_RET_ERRNO;
  if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &refusing) != 0) {
    return SandboxMissing(
        absl::StrCat("seccomp, which keeps calls of the system from plugins: this "
                     "system does not offer it: ",
                     std::strerror(errno)));
  }
  auto calls = MakeCallWall(*version >= kLandlockScopesSignals);
  if (!calls.ok()) return SandboxMissing(std::string(calls.status().message()));
  return Walls{*version, *std::move(calls)};
}

}  // namespace

absl::Status SandboxMissing(const std::string& why) {
  return absl::FailedPreconditionError(absl::StrCat(
      "the sandbox that plugins have to run in cannot be set up: ", why,
      ". It needs Linux 5.13 or newer with Landlock and seccomp, and in a container a profile that "
      "allows both. The server can be started with --plugin_sandbox=off where every plugin is "
      "trusted: it may then read this machine's files, open connections and start programs"));
}

absl::StatusOr<PluginSandbox> PluginSandbox::Make(const std::string& program_dir,
                                                  const std::string& socket_dir) {
  SHEAF_ASSIGN_OR_RETURN(Walls walls, MakeWalls());
  auto files = MakeFileWall(walls.landlock_version, program_dir, socket_dir);
  if (!files.ok()) return SandboxMissing(std::string(files.status().message()));
  return PluginSandbox(*std::move(files), std::move(walls.calls));
}

// What root has beyond others is not given back by running a program: no_new_privs is set.
bool PluginSandbox::DropCapabilities() const {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  const __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {};
  return syscall(SYS_capset, &header, none) == 0;
}

bool PluginSandbox::CloseFiles() const {
  return syscall(SYS_landlock_restrict_self, files_.get(), 0) == 0;
}

bool PluginSandbox::CloseCalls() const {
  // The kernel does not write to it.
  const sock_fprog program{static_cast<unsigned short>(calls_.size()),
                           const_cast<sock_filter*>(calls_.data())};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

absl::StatusOr<std::string> DescribeSandbox() {
  SHEAF_ASSIGN_OR_RETURN(const Walls walls, MakeWalls());
  return absl::StrCat("Landlock ", walls.landlock_version, " and seccomp");
}

}  // namespace sheaf::sectors
