// The folder that the plugins are in, and the private folder of their sockets: what may be started,
// and where it listens. Functions without state.
#pragma once

#include <cstddef>
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

// Makes `dir` where it is not there, gives it mode 0700, and removes the sockets in it with their
// folders.
absl::Status PrepareSocketFolder(const std::string& dir);

// Makes a new folder in `dir` for the socket of one start of a plugin, which nobody else listens
// in; its path is the answer. INVALID_ARGUMENT where a socket in it would have a longer path than
// its address can hold.
absl::StatusOr<std::string> MakeSocketPlace(const std::string& dir, std::string_view sector);
// The socket in that folder.
std::string SocketIn(const std::string& place);
// How much is in that folder.
size_t CountIn(const std::string& place);
// Removes the folder with the sockets in it; nothing where it is gone.
void RemoveSocketPlace(const std::string& place);

// True once a socket is there.
bool IsSocket(const std::string& path);

}  // namespace sheaf::sectors
