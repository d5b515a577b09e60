// The classes of rule headline-v1 as columns of a table, in the order in which reports show them.
#pragma once

#include <vector>

#include "plugins/sdk/layout.h"
#include "plugins/sdk/line_tally.h"

namespace sheaf::plugin {

// One for each class. A table that has them has as many ClassCells in each row.
void AddClassColumns(layout::TableLayout* table);
// A zero is pale: it is a count, and not what to look at.
void AddClassCells(const LineTally& tally, std::vector<sheaf::v1::Cell>* cells);

// Completed of all but the excluded lines; blank where there are none.
sheaf::v1::Cell CompletedShareCell(const LineTally& tally);
sheaf::v1::Cell CountCell(int64_t count);

}  // namespace sheaf::plugin
