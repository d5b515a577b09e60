// reconcile-sum-v1: parts against their whole.
#include "server/reports/reconciliation/checks.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

std::string Sentence(const Summed& parts, const Comparison& sum) {
  const int decimals = DecimalsBeside(*sum.printed);
  const std::string made = RangeText(parts.sum.value, sum.unit, decimals);
  const std::string off = DifferenceText(sum.Difference(), sum.unit, decimals);
  const std::string said = PrintedText(*sum.printed);
  const std::string not_printed =
      parts.missing.empty() ? "" : ", with " + Enumerated(parts.missing) + " not printed";
  if (sum.outcome == Outcome::kConflict && !parts.missing.empty()) {
    return "the parts that are printed make " + made + not_printed + ": more than the " + said +
           " that is printed for all, by " + off + ".";
  }
  if (sum.outcome == Outcome::kConflict) {
    return "the parts make " + made + ", and " + said + " is printed for all: " + off + " " +
           (sum.Difference() > 0 ? "less" : "more") + " than its parts.";
  }
  return "the parts make " + made + not_printed + ", and " + said + " is printed for all: " + off +
         " apart, which rounding explains.";
}

void CheckWhole(Resolver& resolver, const Slot& slot, const std::vector<const BookFigure*>& figures,
                Checks* checks) {
  if (figures.empty() || !AddsUp(*figures.front())) return;
  const auto parts = resolver.SumOfParts(slot);
  if (!parts) return;
  for (const BookFigure* figure : figures) {
    if (!figure->printed || figure->unit.base != parts->sum.unit.base) continue;
    Check check{.rule = kReconcileSumRule, .title = TitleOf(resolver.book(), slot)};
    check.basis = parts->sum.basis;
    Comparison sum = parts->missing.empty() ? Compare(*figure, parts->sum.value)
                                            : CompareAtLeast(*figure, parts->sum.value);
    sum.label = parts->missing.empty() ? "sum of the parts" : "sum of the parts that are printed";
    if (sum.outcome != Outcome::kAgrees) check.text = Sentence(*parts, sum);
    Add(std::move(sum), &check);
    checks->push_back(std::move(check));
  }
}

}  // namespace

void CheckSums(Resolver& resolver, Checks* checks) {
  for (const auto& [slot, figures] : resolver.book().slots()) {
    if (slot.share_of.empty()) CheckWhole(resolver, slot, figures, checks);
  }
}

}  // namespace sheaf::reports
