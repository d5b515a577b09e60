// What is different between two points of time, as people read it and as CSV.
#pragma once

#include <string>

#include "clients/cli/table.h"
#include "sheaf/v1/change_service.pb.h"

namespace sheaf::cli {

// "From revision 3 to revision 9, effective 2024-12-31: 2 added, 1 changed."
std::string DiffSummary(const v1::DiffResponse& diff);

// For people: a row a field that changed, the record named on its first one; a record that came or
// went is one row with all that it says. Places among the plan's lines are left to programs.
Table DiffTable(const v1::DiffResponse& diff);

// For programs: a row a field, with full names.
Table DiffCsv(const v1::DiffResponse& diff);

// "energy EN-1", "energy EN-1 5f1c0a2b" (an update, by the beginning of its id), "energy EN-K-01
// target 2025": the ids of a name. Names that would be one number or word keep their collection.
std::string ShortNameOf(const std::string& resource);

}  // namespace sheaf::cli
