// What is due as an Excel workbook to be filled in: the columns of due_table.h's form, the sector's
// words to choose from, and only the cells that are for an answer open to writing.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/due_table.h"

namespace sheaf::cli {

// A word that a status may be reported with, and what it is for people.
using StatusWord = std::pair<std::string, std::string>;

// Writes it to the file at `path`. FAILED_PRECONDITION where it cannot be written.
absl::Status WriteDueWorkbook(const std::vector<DueOfRound>& rounds,
                              const std::vector<StatusWord>& words, const std::string& path);

}  // namespace sheaf::cli
