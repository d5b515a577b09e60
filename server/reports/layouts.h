// The documents of the core, laid out from the material of a report. No clock is read here: the
// same material gives the same document.
#pragma once

#include <string>
#include <vector>

#include "server/reports/headline_count.h"
#include "server/reports/material.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// Across all sectors and plans.
v1::Document LayOutOverview(const Material& material);

// The counts of all sectors and plans alone: the parts have totals and nothing else.
v1::Document LayOutHeadline(const Material& material, const std::vector<PlanCounts>& plans);

// One sector: `material` has its part alone.
v1::Document LayOutProgress(const Material& material);

// A plugin's own format: its sections alone. `part` has an evaluation.
v1::Document LayOutFormat(const Part& part, const v1::ReportFormat& format);

}  // namespace sheaf::reports
