// Numbers as the tables store them: 32 bits. Every revision has at least one row, so a process that
// could run out of revisions has run out of memory long before.
#pragma once

#include <cstddef>
#include <cstdint>

#include "server/ledger/ledger.h"

namespace sheaf::model {

using StoredRevision = uint32_t;

// The end of a version that still stands.
inline constexpr StoredRevision kNever = UINT32_MAX;

// The end of a chain of rows.
inline constexpr uint32_t kNoRow = UINT32_MAX;

// Lines that are looked at together: so many that the processor fetches the rows of some while it
// looks at those of others, and so few that what was fetched is still near.
inline constexpr size_t kGlances = 64;

// Where the chain that starts at `row` started when the table had `size` rows. `next` gives the row
// behind a row.
template <typename Next>
uint32_t HeadBelow(uint32_t row, uint32_t size, Next next) {
  while (row != kNoRow && row >= size) row = next(row);
  return row;
}

inline StoredRevision Stored(ledger::Revision revision) {
  return static_cast<StoredRevision>(revision);
}

}  // namespace sheaf::model
