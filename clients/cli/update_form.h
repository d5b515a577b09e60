// A form of updates to be filled in and pushed, as CSV or as a workbook (update_workbook.h); and
// the form of plans: what is reported of each line now, to be corrected and added to.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/held_records.h"
#include "clients/cli/table.h"

namespace sheaf::cli {

struct FormRow {
  // A line that is only there to show where others stand: nothing is to be filled in.
  bool is_heading = false;
  // How deep the line stands in its tree, from 0.
  int depth = 0;
  // As many as the form has columns.
  std::vector<std::string> cells;
};

struct UpdateForm {
  // Names of columns, as update files have them: what the row is about, the fields of an update,
  // the attributes of the sectors and those that updates bring, and which update the row shows.
  std::vector<std::string> columns;
  std::vector<FormRow> rows;
  // Whether there may be further rows, and rows for others than those whom the form names.
  bool takes_more = true;
};

// The lines of the plans, each plan in the order of its tree, without those that vanished: of each
// line a row for the region and every member state that has reported on it, with its latest word;
// one without a word where nobody has. `member_state`: rows for this state only, on every line that
// it takes part in; empty: for all.
UpdateForm FormOf(const std::vector<HeldRecords>& plans, const std::string& member_state);

// Without the headings.
Table TableOf(const UpdateForm& form);

}  // namespace sheaf::cli
