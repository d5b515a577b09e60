// The format phase-scorecard: what each phase and each programme area of the plan achieved.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::energy {

std::vector<sheaf::v1::Section> LayOutPhaseScorecard(const plugin::Facts& facts);

}  // namespace sheaf::energy
