// What formats lose that carry figures alone.
#pragma once

#include "clients/cli/exchange/losses.h"
#include "clients/cli/exchange/plan_records.h"

namespace sheaf::cli::exchange {

// The plan, its lines, updates and member states, all of them: "this format has figures only".
void AddAllButFiguresLost(const PlanRecords& records, Losses& losses);

// True where `figure` states when: a year or a period. Else it is told as lost.
bool IsDated(const v1::Figure& figure, Losses& losses);

}  // namespace sheaf::cli::exchange
