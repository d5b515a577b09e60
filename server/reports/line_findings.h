// What is noticed in the lines of a plan: lines that vanished or are no longer reported, lines with
// events but no state, states that contradict each other or the lines below, words and states that
// do not belong.
#pragma once

#include "server/reports/assessment.h"
#include "server/reports/finding_list.h"

namespace sheaf::reports {

void FindInLines(const model::View& view, const PlanAssessment& plan, PartialDate effective,
                 FindingList* findings);

// Initiatives that several lines share, and where each is counted.
void FindShared(const std::vector<SharedInitiative>& shared, FindingList* findings);

}  // namespace sheaf::reports
