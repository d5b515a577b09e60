#include "server/reports/reconciliation/split.h"

#include <algorithm>
#include <map>
#include <utility>

namespace sheaf::reports {
namespace {

bool HasMeasure(const std::vector<const BookFigure*>& shares, const std::string& measure) {
  return std::any_of(shares.begin(), shares.end(),
                     [&](const BookFigure* share) { return share->record.measure() == measure; });
}

// The figures of one whole, each measure once where that is all there is.
std::vector<std::vector<const BookFigure*>> Parted(const std::vector<const BookFigure*>& shares) {
  std::vector<const BookFigure*> each;
  std::map<std::string, std::vector<const BookFigure*>> by_place;
  bool twice = false;
  for (const BookFigure* share : shares) {
    by_place[share->record.source_ref()].push_back(share);
    if (HasMeasure(each, share->record.measure())) {
      twice = true;
    } else {
      each.push_back(share);
    }
  }
  if (!twice) return {each};
  std::vector<std::vector<const BookFigure*>> splits;
  for (auto& [place, of_place] : by_place) {
    std::vector<const BookFigure*> once;
    for (const BookFigure* share : of_place) {
      if (!HasMeasure(once, share->record.measure())) once.push_back(share);
    }
    if (once.size() > 1) splits.push_back(std::move(once));
  }
  return splits;
}

}  // namespace

Range Split::Remainder(const std::string& measure) const {
  Range others = Range::Exactly(0);
  for (const BookFigure* share : shares) {
    if (share->record.measure() == measure) continue;
    others = others + (share->printed ? Clipped(share->value, 0, 100) : Range{0, 100});
  }
  const Range left = Range::Exactly(100) - others;
  return Clipped(left, 0, 100);
}

Range Split::Of(const std::string& measure) const {
  for (const BookFigure* share : shares) {
    if (share->record.measure() == measure && share->printed) {
      return Clipped(share->value, 0, 100);
    }
  }
  return Remainder(measure);
}

bool Split::AnyPrinted() const {
  return std::any_of(shares.begin(), shares.end(),
                     [](const auto* share) { return share->printed; });
}

std::vector<Split> SplitsOf(const FigureBook& book) {
  std::map<Slot, std::vector<const BookFigure*>> wholes;
  for (const BookFigure& figure : book.figures()) {
    if (!figure.record.one_of_a_split()) continue;
    Slot slot = SlotOf(figure);
    slot.measure.clear();
    wholes[slot].push_back(&figure);
  }
  std::vector<Split> splits;
  for (auto& [slot, shares] : wholes) {
    std::stable_sort(shares.begin(), shares.end(), [](const auto* a, const auto* b) {
      return a->record.measure() < b->record.measure();
    });
    for (auto& parted : Parted(shares)) splits.push_back({slot, std::move(parted)});
  }
  return splits;
}

}  // namespace sheaf::reports
