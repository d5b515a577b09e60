// Files that a client keeps from one run to the next: where they are, and how they are written so
// that a crash leaves the old one or the new one, whole.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace sheaf::client {

// The folder of this program's state: "sheaf" in XDG_STATE_HOME, or in ~/.local/state.
// FAILED_PRECONDITION where neither is known.
absl::StatusOr<std::string> StateFolder();

// `target` ("127.0.0.1:7433") as the name of a file: what could lead elsewhere is written as %2f.
std::string FileNameOf(const std::string& target);

// Makes the folder and those above it. Those that it makes are for their owner only.
absl::Status MakeFolder(const std::string& folder);

// The bytes of the file. NOT_FOUND where there is none, FAILED_PRECONDITION where it cannot be
// read.
absl::StatusOr<std::string> ReadWhole(const std::string& path);

// Replaces the file as a whole; for its owner only. Once it returns OK the file is on disk. Its
// folder must be there. A crash may leave "PATH.new" behind, which is written anew the next time.
absl::Status WriteDurably(const std::string& path, std::string_view bytes);

// Takes the file away, or gives it the name `to`, for good once it returns OK. OK where there is no
// such file any more.
absl::Status RemoveDurably(const std::string& path);
absl::Status RenameDurably(const std::string& from, const std::string& to);

}  // namespace sheaf::client
