// The programme areas of the energy plan: what their lines have scored and how many are done, two
// measures that are never added.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "plugins/sdk/formulas/scores.h"
#include "plugins/sdk/line_tally.h"

namespace sheaf::energy {

struct AreaStanding {
  int row = 0;
  plugin::LineTally lines;    // counted lines below it, by class
  formulas::MeanScore score;  // of the same lines, each by its last score
};

// In plan order; vanished ones are left out.
std::vector<AreaStanding> AreasOf(const plugin::Facts& facts);

}  // namespace sheaf::energy
