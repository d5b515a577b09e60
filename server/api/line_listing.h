// ListLines: straight from the ledger where all lines are wanted; else the model chooses, and only
// the lines that fit are read.
#pragma once

#include "absl/status/status.h"
#include "server/api/serving.h"
#include "sheaf/v1/plan_service.pb.h"

namespace sheaf::api {

// As far as `caller` sees the updates that make lines what a filter asks for.
absl::Status ListLines(const Serving& serving, const auth::Caller& caller,
                       const v1::ListLinesRequest& request, v1::ListLinesResponse* response);

}  // namespace sheaf::api
