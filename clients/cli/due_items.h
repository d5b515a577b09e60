// What reporting rounds ask the caller for, collected from the server.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/due_table.h"
#include "clients/cpp/connection.h"
#include "sheaf/v1/round_service.pb.h"

namespace sheaf::cli {

struct DueQuestion {
  // The round's id; empty: all that are open.
  std::string round;
  // About lines of this plan only; empty: of all.
  std::string plan;
  // What it is narrowed down to; its parent is not read.
  v1::ListDueItemsRequest request;
};

// A round each, its items arranged as people want them (due_table.h). Of all open rounds those are
// left out in which the caller has no part. Errors: those of the server.
absl::StatusOr<std::vector<DueOfRound>> CollectDue(client::Connection& connection,
                                                   const DueQuestion& question);

}  // namespace sheaf::cli
