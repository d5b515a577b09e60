#include "server/reports/reconciliation/resolver.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sheaf::reports {
namespace {

using v1::Derivation;

Resolved AsPrinted(const BookFigure& figure) {
  return {figure.value, figure.unit, {&figure}, false, true, ""};
}

void Join(const Resolved& more, Resolved* all) {
  all->basis.insert(all->basis.end(), more.basis.begin(), more.basis.end());
  all->complete = all->complete && more.complete;
}

// Adds `part`; false where it is of another unit.
bool AddTo(const Resolved& part, Summed* to) {
  Resolved& sum = to->sum;
  if (sum.basis.empty()) {
    sum.unit = part.unit;
    sum.value = Range::Exactly(0);
  } else if (sum.unit.base != part.unit.base) {
    return false;
  }
  sum.unit.counts = sum.unit.counts && part.unit.counts;
  sum.value = sum.value + part.value;
  Join(part, &sum);
  return true;
}

// Whether what is printed of the parts makes all of `whole` already, as far as it was rounded.
bool LeavesNothing(const Resolved& parts, const Resolved& whole) {
  return parts.value.has_middle() && whole.value.has_middle() &&
         parts.value.middle >= whole.value.low;
}

// Takes what is not printed for nothing.
void Close(Summed* sum) {
  Range& value = sum->sum.value;
  if (!sum->missing.empty()) value.high = value.middle + (value.middle - value.low);
  sum->missing.clear();
  sum->sum.complete = true;
}

// What is not printed can be any more than nothing.
void Open(Summed* sum) {
  sum->sum.derived = true;
  if (sum->missing.empty()) return;
  sum->sum.complete = false;
  sum->sum.value.high = Range::kInfinity;
}

std::string Many(size_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

// The years between what two figures speak of; 0 where that is not stated.
int YearsBetween(const BookFigure& from, const BookFigure& to) {
  if (!from.span.stated() || !to.span.stated()) return 0;
  return to.span.last.year() - from.span.last.year();
}

std::optional<Range> Compute(const BookFigure& figure, const std::vector<Resolved>& operands) {
  Range value = operands.front().value;
  switch (figure.record.derivation().kind()) {
    case Derivation::SUM:
      for (size_t i = 1; i < operands.size(); ++i) value = value + operands[i].value;
      return value;
    case Derivation::DIFFERENCE:
      for (size_t i = 1; i < operands.size(); ++i) value = value - operands[i].value;
      return value;
    case Derivation::RATIO: {
      if (!(operands[1].value.low > 0) || value.low < 0) return std::nullopt;
      // A percentage is of a hundred, also where it is what is divided by.
      const double top = operands[0].unit.is_percent() ? 0.01 : 1;
      const double bottom = operands[1].unit.is_percent() ? 0.01 : 1;
      const Range ratio = Quotient(Scaled(value, top), Scaled(operands[1].value, bottom));
      return figure.unit.is_percent() ? Scaled(ratio, 100) : ratio;
    }
    default:
      return std::nullopt;
  }
}

std::optional<Range> Growth(const BookFigure& figure, const std::vector<Resolved>& operands) {
  if (operands[0].basis.empty() || operands[1].basis.empty()) return std::nullopt;
  const int years = YearsBetween(*operands[0].basis.front(), *operands[1].basis.front());
  if (years <= 0 || !(operands[0].value.low > 0) || operands[1].value.low < 0) return std::nullopt;
  const Range ratio = Quotient(operands[1].value, operands[0].value);
  const auto rate = [&](double times) {
    const double yearly = std::pow(times, 1.0 / years) - 1;
    return figure.unit.is_percent() ? 100 * yearly : yearly;
  };
  return Range{rate(ratio.low), rate(ratio.high), rate(ratio.middle)};
}

std::string HowOf(Derivation::Kind kind, size_t operands) {
  switch (kind) {
    case Derivation::SUM:
      return "the sum of " + Many(operands, "figure", "figures");
    case Derivation::RATIO:
      return "the first figure over the second";
    case Derivation::DIFFERENCE:
      return operands == 2 ? "the first figure less the second"
                           : "the first figure less the others";
    default:
      return "the yearly growth from the first figure to the second";
  }
}

}  // namespace

bool IsSurer(const Resolved& a, const Resolved& b) {
  if (a.complete != b.complete) return a.complete;
  if (!a.complete) return a.value.low > b.value.low;
  return a.value.high - a.value.low < b.value.high - b.value.low;
}

bool AddsUp(const BookFigure& figure) {
  return !figure.unit.is_percent() && !figure.unit.is_date();
}

std::optional<Resolved> Resolver::Printed(const Slot& slot) const {
  std::optional<Resolved> all;
  for (const BookFigure* figure : book_->In(slot)) {
    if (!figure->printed) continue;
    if (!all) {
      all = AsPrinted(*figure);
    } else if (all->unit.base != figure->unit.base) {
      return std::nullopt;
    } else {
      // Which of two is right nobody knows here: either may be.
      if (!Meet(all->value, figure->value)) all->value = Hull(all->value, figure->value);
      all->basis.push_back(figure);
    }
  }
  return all;
}

std::optional<Resolved> Resolver::Resolve(const Slot& slot) {
  if (auto printed = Printed(slot)) return printed;
  auto ways = WaysToDerive(slot);
  auto best = std::min_element(ways.begin(), ways.end(), IsSurer);
  return best == ways.end() ? std::nullopt : std::optional<Resolved>(std::move(*best));
}

std::vector<Resolved> Resolver::WaysToDerive(const Slot& slot) {
  std::vector<Resolved> ways;
  if (!open_.insert(slot).second) return ways;
  for (const BookFigure* figure : book_->In(slot)) {
    if (auto derived = Derive(*figure)) ways.push_back(*std::move(derived));
  }
  if (auto parts = SumOfParts(slot)) {
    const size_t used = parts->sum.basis.size();
    ways.push_back(std::move(parts->sum));
    auto smallest = SumOfParts(slot, /*by_smallest=*/true);
    if (smallest && smallest->sum.basis.size() != used) ways.push_back(std::move(smallest->sum));
  }
  if (auto years = SumOfYears(slot)) ways.push_back(std::move(years->sum));
  if (auto rest = LeftByOthers(slot)) ways.push_back(*std::move(rest));
  open_.erase(slot);
  return ways;
}

std::optional<Resolved> Resolver::Resolve(const BookFigure& figure) {
  if (figure.printed) return AsPrinted(figure);
  if (auto derived = Derive(figure)) return derived;
  return Resolve(SlotOf(figure));
}

std::optional<std::vector<Resolved>> Resolver::Operands(const BookFigure& figure) {
  // Operands are ids of the same document, as they are recorded.
  std::vector<Resolved> operands;
  const bool sums = figure.record.derivation().kind() == Derivation::SUM;
  for (const std::string& id : figure.record.derivation().operands()) {
    const BookFigure* operand = book_->Find(id);
    auto value = operand == nullptr ? std::nullopt : Resolve(*operand);
    if (value && !operands.empty() && figure.record.derivation().kind() != Derivation::RATIO &&
        value->unit.base != operands.front().unit.base) {
      return std::nullopt;
    }
    if (!value && !sums) return std::nullopt;
    // Of a sum, an operand that is not printed is at least nothing.
    if (!value) value = Resolved{{0, Range::kInfinity, 0}, figure.unit, {}, true, false, ""};
    operands.push_back(*std::move(value));
  }
  return operands;
}

std::optional<Resolved> Resolver::Derive(const BookFigure& figure) {
  const auto kind = figure.record.derivation().kind();
  if (kind == Derivation::KIND_UNSPECIFIED || kind == Derivation::PERIOD_START) return std::nullopt;
  if (!open_figures_.insert(&figure).second) return std::nullopt;
  const auto operands = Operands(figure);
  open_figures_.erase(&figure);
  if (!operands || operands->empty()) return std::nullopt;
  const auto value =
      kind == Derivation::GROWTH_RATE ? Growth(figure, *operands) : Compute(figure, *operands);
  if (!value) return std::nullopt;
  Resolved derived{*value, figure.unit, {}, true, true, HowOf(kind, operands->size())};
  for (const Resolved& operand : *operands) Join(operand, &derived);
  if (derived.basis.empty()) return std::nullopt;
  return derived;
}

bool Resolver::AddPart(const Slot& part, bool by_smallest, Summed* to) {
  const auto printed = Printed(part);
  const bool split = by_smallest || !printed;
  if (split && open_.insert(part).second) {
    auto below = SumOfParts(part, by_smallest);
    open_.erase(part);
    // Its parts stand for the part where all of them are printed, or those that are leave nothing
    // for the others.
    if (below && (!printed || below->missing.empty() || LeavesNothing(below->sum, *printed))) {
      if (printed) Close(&*below);
      to->missing.insert(to->missing.end(), below->missing.begin(), below->missing.end());
      return AddTo(below->sum, to);
    }
  }
  if (printed) return AddTo(*printed, to);
  to->missing.push_back(part.subject);
  return true;
}

std::optional<Summed> Resolver::SumOfParts(const Slot& whole, bool by_smallest) {
  if (!whole.share_of.empty()) return std::nullopt;
  Summed sum;
  for (const std::string& subject : book_->PartsOf(whole)) {
    const Slot part = whole.Of(subject);
    for (const BookFigure* figure : book_->In(part)) {
      if (!AddsUp(*figure)) return std::nullopt;
    }
    if (!AddPart(part, by_smallest, &sum)) return std::nullopt;
  }
  if (sum.sum.basis.empty()) return std::nullopt;
  Open(&sum);
  const size_t parts = sum.sum.basis.size();
  sum.sum.how = "the sum of " + Many(parts, "part", "parts");
  return sum;
}

std::optional<Resolved> Resolver::LeftByOthers(const Slot& part) const {
  const std::string whole = part.share_of.empty() ? book_->WholeOf(part) : "";
  auto rest = whole.empty() ? std::nullopt : Printed(part.Of(whole));
  if (!rest || !rest->value.bounded() || !AddsUp(*rest->basis.front())) return std::nullopt;
  for (const std::string& other : book_->PartsOf(part.Of(whole))) {
    if (other == part.subject) continue;
    const auto printed = Printed(part.Of(other));
    if (!printed || printed->unit.base != rest->unit.base) return std::nullopt;
    rest->value = rest->value - printed->value;
    Join(*printed, &*rest);
  }
  rest->value = Clipped(rest->value, 0, Range::kInfinity);
  rest->derived = true;
  rest->how = "what the other parts leave";
  return rest;
}

std::optional<Summed> Resolver::SumOfYears(const Slot& total) {
  const DateSpan span = total.span();
  if (!total.share_of.empty() || !span.IsWholeYears() || span.first.year() == span.last.year()) {
    return std::nullopt;
  }
  Summed sum;
  for (int year = span.first.year(); year <= span.last.year(); ++year) {
    const DateSpan only = {PartialDate::Of(year).FirstDay(), PartialDate::Of(year).LastDay()};
    const auto printed = Printed(total.During(only).WithExtent(v1::ANNUAL));
    if (!printed) {
      sum.missing.push_back(std::to_string(year));
    } else if (!AddsUp(*printed->basis.front()) || !AddTo(*printed, &sum)) {
      return std::nullopt;
    }
  }
  if (sum.sum.basis.empty()) return std::nullopt;
  Open(&sum);
  sum.sum.how = "the sum of " + Many(sum.sum.basis.size(), "year", "years");
  return sum;
}

}  // namespace sheaf::reports
