// The text of a cell of a workbook: what people see in it, or why it cannot be taken.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/workbook/number_format.h"

namespace sheaf::cli {

// A number that is stored as `stored` and shown by `format`. A date becomes "2024-11-24"; where its
// format shows less of it, "2024-11" or "2024". Numbers come as FormatNumber writes them, with the
// 15 digits that spreadsheets keep. `from_1904`: the workbook counts its days from 1904-01-01. The
// error says what is found and what to do, for a cell that shows something else than it holds: a
// percentage, a code with zeros before it, a date whose year or day is out of sight, a time.
absl::StatusOr<std::string> TextOfNumber(const std::string& stored, const NumberFormat& format,
                                         bool from_1904);

// A cell of type "d": "2024-11-24T00:00:00".
absl::StatusOr<std::string> TextOfIsoDate(const std::string& stored);

// "#REF!" and the like.
std::string ProblemOfError(const std::string& error);

}  // namespace sheaf::cli
