// Reads JSON lines: one object a line, whose keys are the columns of the same kind of file as CSV.
//
//   {"line_code": "EN-APG-012", "reported_status": "completed", "effective_date": "2025-06-20"}
//   {"line_code": "EN-APG-014", "reported_status": "on_going", "value": 3.5, "unit": "km"}
#pragma once

#include <string_view>

#include "clients/cli/file_problem.h"
#include "clients/cli/file_table.h"

namespace sheaf::cli {

// True where the first thing in `text` opens an object or a list.
bool LooksLikeJson(std::string_view text);

// The table in `text`. Columns stand in the order in which lines first have them. A value is a
// text, a number (as JSON writes it), true, false, null (nothing), or a list of texts, which is one
// text with "; " between. Adds to `problems`: a line that is no object, a key twice in one, other
// values, a list item with ";" in it, and a number of more digits than all programs keep.
FileTable ParseJsonLines(std::string_view text, FileProblems& problems);

}  // namespace sheaf::cli
