// What is not printed and follows from what is: shown as derived, never recorded.
#pragma once

#include <string>
#include <vector>

#include "server/reports/reconciliation/resolver.h"

namespace sheaf::reports {

struct DerivedTotal {
  Slot slot;
  // How it follows: the surest way first.
  std::vector<Resolved> ways;
};

// Of everything that is recorded as not printed, and of every whole whose parts are printed while
// nothing is recorded of itself (that only where all parts are); totals of single years are left
// out. In the order of what they are about.
std::vector<DerivedTotal> DerivedTotalsOf(Resolver& resolver);

}  // namespace sheaf::reports
