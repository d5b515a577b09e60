// The format kpi-outlook: every KPI with a target.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::energy {

// A summary, then a section for each KPI with a target that has values.
std::vector<sheaf::v1::Section> LayOutKpiOutlook(const plugin::Facts& facts);

}  // namespace sheaf::energy
