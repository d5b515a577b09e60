// The register of adopted standards and guidelines: non-binding texts of the plan that somebody
// decided.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plugins/sdk/facts.h"

namespace sheaf::faf {

struct Entry {
  int row = 0;
  // The decision by which it is in the register: an adoption before an endorsement, that before an
  // approval, that before a bare issue; of equals, the last.
  plugin::UpdateView decision;
  // What it holds, where that was counted: "14 residue limits; 2 standards".
  std::string contents;
  // Member states that reported that they apply it.
  int64_t uptake = 0;
};

// In plan order. Lines that are not counted, because another line counts the same text, are left
// out.
std::vector<Entry> EntriesOf(const plugin::Facts& facts);

// Rows of counted non-binding lines that are not in the register yet, in plan order.
std::vector<int> UndecidedOf(const plugin::Facts& facts);

}  // namespace sheaf::faf
