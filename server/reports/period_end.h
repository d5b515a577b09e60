// When a reporting period is over.
#pragma once

#include <string_view>

#include "proto/values/partial_date.h"

namespace sheaf::reports {

// The last day of a reporting period ("2024", "2024-H1", "2024-Q2", "2024-06"); "not stated" for ""
// and for what is no period.
PartialDate EndOf(std::string_view period);

}  // namespace sheaf::reports
