// Where child plans attach: the lines that they spell out.
#pragma once

#include <cstdint>
#include <vector>

#include "server/model/model.h"
#include "server/reports/assessment.h"

namespace sheaf::reports {

// For each plan, the row of the line that it spells out, counted from 0 over the lines of all
// `plans` one after the other; -1 where it spells out none, or none of these plans.
std::vector<int32_t> ParentRowsOf(const model::View& view,
                                  const std::vector<PlanAssessment>& plans);

}  // namespace sheaf::reports
