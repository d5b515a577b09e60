// Values that may be missing, and why.
#pragma once

#include <string_view>

#include "clients/cli/cells.h"
#include "sheaf/v1/kpi.pb.h"

namespace sheaf::cli {

// Reads the value of `observation` from `column`: a number, or why there is none. A blank cell,
// "n/a", "not applicable" and "not reported" are four different reasons, and zero is none of them.
void ReadValue(Cells& cells, std::string_view column, v1::Observation& observation);

}  // namespace sheaf::cli
