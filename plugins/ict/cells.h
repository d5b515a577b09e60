// Cells that the formats of this sector share.
#pragma once

#include <optional>

#include "plugins/ict/chain.h"
#include "plugins/sdk/facts.h"
#include "plugins/sdk/layout.h"

namespace sheaf::ict {

// "Regional CERT (IC-SM8-004)".
sheaf::v1::Cell LineCell(const plugin::Facts& facts, int row);
// The proponent; "not stated" where there is none. A note of `table` says where it was taken from.
sheaf::v1::Cell ProponentCell(const plugin::Facts& facts, int row, layout::TableLayout* table);
// "Endorsed 2022-01, ADGSOM"; the meeting, which names the body, where it is known; the member
// state that the word is about, where it is not the region.
sheaf::v1::Cell WordCell(const plugin::Facts& facts,
                         const std::optional<plugin::UpdateView>& update);
// Whole months from the word to the effective date.
sheaf::v1::Cell AgeCell(const plugin::Facts& facts, const std::optional<plugin::UpdateView>& update,
                        layout::TableLayout* table);
// Its ending, or where it stands on the chain; "Not on the chain" for a line that never entered it.
sheaf::v1::Cell StandingCell(const plugin::Facts& facts, const Link& link);

}  // namespace sheaf::ict
