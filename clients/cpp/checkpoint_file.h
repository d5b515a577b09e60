// Keeps the place up to which a server's history was verified, in a small file that people can
// read, copy to another machine, or print:
//
//   # sheaf verify: the history of 127.0.0.1:7433 fits up to here
//   revision 120
//   committed 2025-11-21T08:30:00.123456Z
//   hash 5f1c...
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cpp/chain_verifier.h"

namespace sheaf::client {

// Where the checkpoint of the server at `target` is kept by default: under XDG_STATE_HOME, or
// ~/.local/state. FAILED_PRECONDITION where neither is known.
absl::StatusOr<std::string> CheckpointPath(const std::string& target);

// Nothing where there is no such file. FAILED_PRECONDITION, with what to do, for one that cannot be
// read: a checkpoint that is ignored would prove nothing.
absl::StatusOr<std::optional<Checkpoint>> ReadCheckpoint(const std::string& path);

// Replaces the file as a whole, and makes the folders above it (for their owner only). `target` is
// for its first line.
absl::Status WriteCheckpoint(const std::string& path, const std::string& target,
                             const Checkpoint& checkpoint);

}  // namespace sheaf::client
