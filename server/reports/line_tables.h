// Lists of lines: the overdue, the stale, and all of a plan with the state of each.
#pragma once

#include <vector>

#include "server/reports/material.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// Overdue lines of `parts`, those overdue for longest first, at most `most` a plan; says how many
// there are where not all are listed, and that there is none where there is none.
void AddOverdue(const Material& material, size_t most, v1::Section* section);

// Lines that have fallen silent, the same way.
void AddStale(const Material& material, size_t most, v1::Section* section);

// All lines of a plan as a tree, at most `most`.
void AddLines(const model::View& view, const PlanAssessment& plan, int32_t most,
              v1::Section* section);

}  // namespace sheaf::reports
