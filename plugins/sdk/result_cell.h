// What a formula gives, as a cell of a table.
#pragma once

#include "plugins/sdk/formulas/result.h"
#include "plugins/sdk/layout.h"

namespace sheaf::plugin {

// The value with so many decimals, or "not available" with the reason as a note of `table`.
sheaf::v1::Cell ResultCell(const formulas::Result& result, int decimals,
                           layout::TableLayout* table);

}  // namespace sheaf::plugin
