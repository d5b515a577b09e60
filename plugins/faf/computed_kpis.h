// The KPIs that food, agriculture and forestry computes from its records: FA-C-01 to FA-C-03 of the
// manifest.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"

namespace sheaf::faf {

std::vector<plugin::v1::KpiValue> ComputeKpis(const plugin::Facts& facts);

}  // namespace sheaf::faf
