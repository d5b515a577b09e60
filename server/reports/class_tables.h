// Tables and charts of lines by headline class: sectors side by side, the branches of a plan,
// member states.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/reports/headline_count.h"
#include "server/reports/material.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// The class as the id of a column: "in_progress".
std::string_view IdOf(v1::HeadlineClass headline);

// How many lines count, in all and by class.
void AddClassFigures(const ClassCounts& counts, v1::KeyFigures* figures);

// The figures to be seen first: these, and what is late.
void AddLineFigures(const Totals& totals, v1::KeyFigures* figures);

// One row a part and their sum, and the same as stacked bars.
void AddSideBySide(const Material& material, v1::Section* section);

// One row a plan.
void AddPlans(const std::vector<PlanCounts>& plans, v1::Section* section);

// One row for each heading of the plan down to `levels` from the top, and its sum: a branch's
// counts are those of the lines below it.
void AddBranches(const model::View& view, const PlanAssessment& plan, v1::Section* section,
                 int levels = 3);

// One row a member state, over the counted lines that member states report on. Adds a sentence
// instead where there is no such line.
void AddMemberStates(const Totals& totals, const Membership& membership, v1::Section* section);

}  // namespace sheaf::reports
