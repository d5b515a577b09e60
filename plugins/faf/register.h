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

// In plan order. Of the lines that share an initiative the first with a decision is the entry,
// whichever of them is counted: it is one text.
std::vector<Entry> EntriesOf(const plugin::Facts& facts);

// Rows of non-binding lines whose text is not in the register yet, in plan order.
std::vector<int> UndecidedOf(const plugin::Facts& facts);

}  // namespace sheaf::faf
