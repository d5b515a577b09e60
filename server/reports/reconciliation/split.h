// Shares that together are the whole, as completed, in progress and not started are.
#pragma once

#include <string>
#include <vector>

#include "server/reports/reconciliation/figure_book.h"
#include "server/reports/reconciliation/resolver.h"

namespace sheaf::reports {

struct Split {
  Slot slot;  // of one of its shares; its measure means nothing
  // In the order of their measures: one figure a measure, printed or not.
  std::vector<const BookFigure*> shares;

  // What is left for a share of which nothing is printed: 100 less the others, as far as these are
  // printed.
  Range Remainder(const std::string& measure) const;
  // The share of `measure`, as printed, or as far as the others leave room.
  Range Of(const std::string& measure) const;
  bool AnyPrinted() const;
};

// Every split of the book. Where a share is printed twice with different values, the figures of
// each place in the document are a split of their own.
std::vector<Split> SplitsOf(const FigureBook& book);

}  // namespace sheaf::reports
