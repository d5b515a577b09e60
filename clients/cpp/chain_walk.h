// Verifies a server's history over the network: from what is known of it to its newest revision.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "clients/cpp/chain_verifier.h"
#include "clients/cpp/connection.h"

namespace sheaf::client {

struct ChainWalkOptions {
  // False: the links alone, without reading any change.
  bool with_changes = true;
  // True: from the first revision on, though the walk still has to come by what is known.
  bool from_first = false;
};

// What a walk found to fit.
struct ChainWalk {
  Checkpoint end;
  int64_t links = 0;
  int64_t changes = 0;
  // Changes that the caller may not read: their digests are part of the chain all the same.
  int64_t withheld = 0;
};

// Blocks until all is verified; keeps one message in memory. DATA_LOSS with the first revision that
// does not fit, or because the server no longer has the history that leads to `known`; other errors
// as the server gives them.
absl::StatusOr<ChainWalk> WalkChain(Connection& connection, const Checkpoint& known,
                                    const ChainWalkOptions& options);

}  // namespace sheaf::client
