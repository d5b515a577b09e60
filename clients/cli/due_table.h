// What is due, for people and as a file to be filled in.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/table.h"
#include "clients/cli/update_form.h"
#include "sheaf/v1/round_service.pb.h"

namespace sheaf::cli {

// "energy" of "plans/energy/lines/EN-APG-001": the plan of the line that is asked about.
std::string PlanOf(const v1::DueItem& item);

// What one round asks for.
struct DueOfRound {
  v1::ReportingRound round;
  v1::ListDueItemsResponse due;
};

// Puts what needs work first: sent back, overdue, due, then what is answered; else in the order of
// the lines.
void Arrange(v1::ListDueItemsResponse& list);

// "3 sent back, 12 overdue, 1 due"; "nothing" for no item.
std::string SummaryOf(const v1::ListDueItemsResponse& list);

// "rounds/e-2026 Energy 2026: about 2026, due 2026-03-31, 5 days left".
std::string HeadingOf(const DueOfRound& one);

// For people: of one round.
Table TableOf(const v1::ListDueItemsResponse& list);

// What is due as a form: the columns of updates, of which those are filled in that are known, and
// beside them, in columns that begin with "due_", what is asked and why an answer was sent back.
UpdateForm FormOf(const std::vector<DueOfRound>& rounds);

}  // namespace sheaf::cli
