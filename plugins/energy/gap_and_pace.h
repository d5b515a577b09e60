// The format gap-and-pace: what is left to each target, the yearly pace that it takes, and our own
// forecasts beside the published ones.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::energy {

// Two sections: gaps and paces, then forecasts with a chart for each KPI that has a way to go.
std::vector<sheaf::v1::Section> LayOutGapAndPace(const plugin::Facts& facts);

}  // namespace sheaf::energy
