// The folder that the plugins are in, and the private folder of their sockets: what may be started,
// and where it listens. Functions without state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace sheaf::sectors {

struct PluginFile {
  std::string sector;  // the executable's name
  std::string path;    // absolute
};

// The executables directly in `dir`, in the order of their names: regular files with an execute
// bit. A file whose name cannot be a sector's id is passed over with a line in the log. An error
// where the folder cannot be read; nothing for "".
absl::StatusOr<std::vector<PluginFile>> FindPlugins(const std::string& dir);

// OK where only root and this process's user can write `path` and the folder that holds it;
// PERMISSION_DENIED with a sentence for an operator where others can; another error where it cannot
// be looked at, as while it is being replaced.
absl::Status CheckTrusted(const std::string& path);

// Lower-case hexadecimal SHA-256 of a file.
absl::StatusOr<std::string> DigestOfFile(const std::string& path);

// Makes `dir` where it is not there, gives it mode 0700, and removes the sockets in it.
absl::Status PrepareSocketFolder(const std::string& dir);

// Where the plugin of `sector` listens. INVALID_ARGUMENT where that is longer than an address of a
// Unix socket can be.
absl::StatusOr<std::string> SocketPath(const std::string& dir, std::string_view sector);

// True once a socket is there.
bool IsSocket(const std::string& path);

}  // namespace sheaf::sectors
