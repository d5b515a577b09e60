// A whole plan, sent to the server as one stream.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "clients/cpp/connection.h"
#include "sheaf/v1/plan_service.pb.h"

namespace sheaf::cli {

// `first` says which plan and how; `lines` follow in as many messages as they need. All of it takes
// effect, or nothing. Rows of problems count `lines` from 0.
absl::StatusOr<v1::ImportPlanResponse> UploadPlan(client::Connection& connection,
                                                  v1::ImportPlanRequest first,
                                                  const std::vector<v1::Line>& lines);

}  // namespace sheaf::cli
