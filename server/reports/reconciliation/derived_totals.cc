#include "server/reports/reconciliation/derived_totals.h"

#include <algorithm>
#include <set>
#include <utility>

namespace sheaf::reports {
namespace {

bool AnyPrinted(const std::vector<const BookFigure*>& figures) {
  return std::any_of(figures.begin(), figures.end(),
                     [](const auto* figure) { return figure->printed; });
}

// Everything that a total may be asked of.
std::set<Slot> Unprinted(const FigureBook& book) {
  std::set<Slot> slots;
  for (const auto& [slot, figures] : book.slots()) {
    if (slot.extent != v1::FIGURE_EXTENT_UNSPECIFIED || !slot.share_of.empty()) continue;
    if (!AnyPrinted(figures)) slots.insert(slot);
    const std::string whole = book.WholeOf(slot);
    if (!whole.empty() && AddsUp(*figures.front()) && book.In(slot.Of(whole)).empty()) {
      slots.insert(slot.Of(whole));
    }
  }
  return slots;
}

}  // namespace

std::vector<DerivedTotal> DerivedTotalsOf(Resolver& resolver) {
  std::vector<DerivedTotal> totals;
  for (const Slot& slot : Unprinted(resolver.book())) {
    DerivedTotal total{slot, resolver.WaysToDerive(slot)};
    std::stable_sort(total.ways.begin(), total.ways.end(), IsSurer);
    const bool recorded = !resolver.book().In(slot).empty();
    // Of what nobody speaks of only what is known whole is worth a line.
    if (!recorded) std::erase_if(total.ways, [](const Resolved& way) { return !way.complete; });
    if (!total.ways.empty()) totals.push_back(std::move(total));
  }
  return totals;
}

}  // namespace sheaf::reports
