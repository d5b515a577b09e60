// Tables and charts of lines by headline class: sectors side by side, the branches of a plan,
// member states.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/reports/headline_count.h"
#include "server/reports/listing.h"
#include "server/reports/material.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// The class as the id of a column: "in_progress".
std::string_view IdOf(v1::HeadlineClass headline);

// How many lines count, in all and by class: all lines of the report.
void AddClassFigures(const Material& material, v1::KeyFigures* figures);

// The figures to be seen first: these, and what is late.
void AddLineFigures(const Material& material, v1::KeyFigures* figures);

// One row a part and their sum, and the same as stacked bars.
void AddSideBySide(const Material& material, v1::Section* section);

// One row a plan: `material` has counts.
void AddPlans(const Material& material, v1::Section* section);

// One row for each heading of the plan down to `levels` from the top, and its sum: a branch's
// counts are those of the lines below it.
void AddBranches(const Material& material, const PlanAssessment& plan, v1::Section* section,
                 int levels = 3);

// The members of the day, and other states that take part in a line by name: title and code, in the
// order of the names that people read.
std::vector<std::pair<std::string, std::string>> StatesByTitle(const Totals& totals,
                                                               const Membership& membership);

// One row a member state, over the counted lines that member states report on. Adds a sentence
// instead where there is no such line.
void AddMemberStates(const Totals& totals, const Membership& membership, v1::Section* section);

}  // namespace sheaf::reports
