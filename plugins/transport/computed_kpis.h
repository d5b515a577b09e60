// The KPIs that transport computes from its records: TR-C-01 to TR-C-04 of the manifest.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"

namespace sheaf::transport {

std::vector<plugin::v1::KpiValue> ComputeKpis(const plugin::Facts& facts);

}  // namespace sheaf::transport
