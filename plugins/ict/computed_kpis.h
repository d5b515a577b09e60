// The KPIs that ICT computes from its records: IC-C-01 to IC-C-03 of the manifest.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"

namespace sheaf::ict {

std::vector<plugin::v1::KpiValue> ComputeKpis(const plugin::Facts& facts);

}  // namespace sheaf::ict
