// What deserves a look in a file of updates although it can be taken: a warning is told and the row
// is pushed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "clients/cli/held_records.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::cli {

struct RowWarning {
  size_t row = 0;  // its place among the rows given
  std::string column;
  std::string text;
};

// Of the rows that would be added or corrected, in their order. Told is
//  - a state that falls back from completed, against the latest word of the same reporter;
//  - a fact about a day to come (what is expected may be), and one before its line was planned to
//  start;
//  - the same line, reporter and date twice, with words of two states.
std::vector<RowWarning> WarningsOf(const std::vector<const v1::LineUpdate*>& rows,
                                   const HeldRecords& held);

}  // namespace sheaf::cli
