// The format phase-scorecard: what each phase of the plan achieved.
#pragma once

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::energy {

sheaf::v1::Section LayOutPhaseScorecard(const plugin::Facts& facts);

}  // namespace sheaf::energy
