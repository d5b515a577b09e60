// The format intensity-by-state: energy intensity of each member state against 2005.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::energy {

// One section, with a chart; a second one with the way since 2005, where there is one.
std::vector<sheaf::v1::Section> LayOutIntensityByState(const plugin::Facts& facts);

}  // namespace sheaf::energy
