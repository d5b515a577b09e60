// The wall between a plugin and the machine's files: a ruleset of Landlock. What it does not name
// cannot be opened, listed, run, made or removed. Functions without state.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/sectors/host/plugin_fd.h"

namespace sheaf::sectors {

// The version of Landlock that this kernel has, from 1. FAILED_PRECONDITION with a sentence where
// it has none, or forbids us to use it.
absl::StatusOr<int> LandlockVersion();

// The first version that keeps a process from sending signals beyond its walls.
inline constexpr int kLandlockScopesSignals = 6;

// A ruleset under which a process may read and run what is in `program_dir` and the system's
// programs and libraries, and make sockets in `socket_dir`; and open nothing else. With a version
// of Landlock that can, TCP is forbidden, and so are abstract sockets and signals to anyone beyond
// the wall. FAILED_PRECONDITION where it cannot be made.
absl::StatusOr<OwnedFd> MakeFileWall(int version, const std::string& program_dir,
                                     const std::string& socket_dir);

// FAILED_PRECONDITION where one of `private_dirs` lies in a folder that the wall lets plugins read.
absl::Status CheckOutOfReach(const std::vector<std::string>& private_dirs,
                             const std::string& program_dir);

}  // namespace sheaf::sectors
