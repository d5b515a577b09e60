// Pushes many updates of one plan over UpdateService.StreamUpdates, and knows at every moment how
// many of them are on the server's disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cpp/connection.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::client {

struct BulkPushOptions {
  // Updates in a batch; each batch is all or none, and one revision. A batch is smaller where its
  // texts are long: a message stays under 3 MiB.
  size_t batch_size = 500;
  // Batches on their way before the first of them must be answered.
  size_t window = 8;
  // Kept as drafts until they are submitted.
  bool draft = false;
};

// What became durable. The durable updates are always the first ones of those given.
struct BulkPushResult {
  size_t durable = 0;
  int64_t pushed = 0;
  int64_t unchanged = 0;
  // Of the last batch answered; 0 before.
  int64_t revision = 0;
};

// `updates` in their order, as batches to `parent` ("plans/energy").
std::vector<v1::BatchPushUpdatesRequest> IntoBatches(const std::string& parent,
                                                     const std::vector<v1::LineUpdate>& updates,
                                                     size_t batch_size);

// Blocks until all is durable, or until the first batch that is refused or the end of the
// connection. `result` holds what is durable then too. The rows of problems count `updates` from 0.
// Pushing the same updates again is safe: what is held already is unchanged.
absl::Status BulkPush(Connection& connection, const std::string& parent,
                      const std::vector<v1::LineUpdate>& updates, const BulkPushOptions& options,
                      BulkPushResult* result);

}  // namespace sheaf::client
