// Pushes many updates of one plan over UpdateService.StreamUpdates, and knows at every moment how
// many of them are on the server's disk. Where the line breaks it goes on from there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cpp/connection.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::client {

struct BulkPushOptions {
  // Updates in a batch; each batch is all or none, and one revision. A batch is smaller where its
  // texts are long: a message stays at about 256 KiB, since a bad line loses whole messages.
  size_t batch_size = 500;
  // Batches on their way before the first of them must be answered.
  size_t window = 8;
  // Kept as drafts until they are submitted.
  bool draft = false;
  // What the push is called: each batch goes as the request "id/NUMBER", so that it is made once
  // however often it is sent. Who pushes the same again under the same id, after a crash, gets the
  // first answers. Empty: a new id.
  std::string request_id = {};
  // How long a broken line is tried again without an answer to any batch: a third of a minute or
  // so. The clock of retry.h.
  RetryOptions retry = {.attempts_max = 8};
  // Is told how many updates are durable, of all, each time there are more. Optional.
  std::function<void(size_t durable, size_t total)> on_progress = nullptr;
};

// What became durable. The durable updates are always the first ones of those given.
struct BulkPushResult {
  size_t durable = 0;
  int64_t pushed = 0;
  int64_t unchanged = 0;
  // Of the last batch answered; 0 before.
  int64_t revision = 0;
  // Of the durable updates, in their order.
  std::vector<std::string> names = {};
};

// `updates` in their order, as batches to `parent` ("plans/energy").
std::vector<v1::BatchPushUpdatesRequest> IntoBatches(const std::string& parent,
                                                     const std::vector<v1::LineUpdate>& updates,
                                                     size_t batch_size);

// Blocks until all is durable, or until the first batch that is refused, or until a broken line was
// tried often enough in vain. `result` holds what is durable then too. The rows of problems count
// `updates` from 0. Pushing the same updates again is safe: what is held already is unchanged.
absl::Status BulkPush(Connection& connection, const std::string& parent,
                      const std::vector<v1::LineUpdate>& updates, const BulkPushOptions& options,
                      BulkPushResult* result);

}  // namespace sheaf::client
