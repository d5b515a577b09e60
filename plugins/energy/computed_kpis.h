// The KPIs that energy computes from its records: EN-C-01 to EN-C-03 of the manifest.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"

namespace sheaf::energy {

std::vector<plugin::v1::KpiValue> ComputeKpis(const plugin::Facts& facts);

}  // namespace sheaf::energy
