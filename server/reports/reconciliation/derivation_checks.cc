// reconcile-derivation-v1, reconcile-growth-v1, reconcile-period-v1 and
// reconcile-derived-total-v1: figures against those that they follow from.
#include <algorithm>
#include <utility>

#include "server/reports/reconciliation/checks.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using v1::Derivation;

std::vector<const BookFigure*> OperandsOf(const FigureBook& book, const BookFigure& figure) {
  std::vector<const BookFigure*> operands;
  for (const std::string& id : figure.record.derivation().operands()) {
    if (const BookFigure* operand = book.Find(id)) operands.push_back(operand);
  }
  return operands;
}

std::string OperandsText(const std::vector<const BookFigure*>& operands) {
  std::vector<std::string> texts;
  for (const BookFigure* operand : operands) {
    std::string text = operand->printed ? PrintedText(*operand)
                                        : InWords(operand->record.measure()) + " (not printed)";
    if (operand->span.stated()) text += " in " + PeriodText(operand->span);
    texts.push_back(std::move(text));
  }
  return Enumerated(texts);
}

std::string_view RuleOf(Derivation::Kind kind) {
  return kind == Derivation::GROWTH_RATE ? kReconcileGrowthRule : kReconcileDerivationRule;
}

void CheckDerived(Resolver& resolver, const BookFigure& figure, Checks* checks) {
  const auto derived = resolver.Derive(figure);
  if (!derived) return;
  const FigureBook& book = resolver.book();
  const auto operands = OperandsOf(book, figure);
  Check check{.rule = RuleOf(figure.record.derivation().kind()),
              .title = TitleOf(book, SlotOf(figure))};
  check.basis = operands;
  for (const BookFigure* basis : derived->basis) {
    if (std::find(operands.begin(), operands.end(), basis) == operands.end()) {
      check.basis.push_back(basis);
    }
  }
  // What is known in part can only exceed.
  Comparison comparison = derived->value.high < Range::kInfinity
                              ? Compare(figure, derived->value)
                              : CompareAtLeast(figure, derived->value);
  comparison.label = derived->how;
  if (comparison.outcome != Outcome::kAgrees) {
    const int decimals = DecimalsBeside(figure);
    check.text = OperandsText(operands) + ": " + derived->how + " is " +
                 RangeText(derived->value, figure.unit, decimals) + ", and " + PrintedText(figure) +
                 " is printed, " + DifferenceText(comparison.Difference(), figure.unit, decimals) +
                 " apart" +
                 (comparison.outcome == Outcome::kConflict ? "." : ", which rounding explains.");
  }
  Add(std::move(comparison), &check);
  checks->push_back(std::move(check));
}

void CheckPeriod(const FigureBook& book, const BookFigure& end, Checks* checks) {
  const BookFigure* start = book.Find(end.record.derivation().operands(0));
  if (start == nullptr || !start->printed || !end.printed || !start->unit.is_date()) return;
  Check check{.rule = kReconcilePeriodRule, .title = TitleOf(book, SlotOf(end))};
  check.basis = {start};
  Comparison comparison{&end, "start", start->value, end.unit};
  if (IsAbove(start->value, end.value)) {
    comparison.outcome = Outcome::kConflict;
    check.text =
        "ends in " + PrintedText(end) + ", before it starts in " + PrintedText(*start) + ".";
  }
  Add(std::move(comparison), &check);
  checks->push_back(std::move(check));
}

}  // namespace

void CheckDerivations(Resolver& resolver, Checks* checks) {
  for (const BookFigure& figure : resolver.book().figures()) {
    if (figure.record.derivation().kind() == Derivation::PERIOD_START) {
      CheckPeriod(resolver.book(), figure, checks);
    } else if (figure.printed && figure.record.has_derivation()) {
      CheckDerived(resolver, figure, checks);
    }
  }
}

namespace {

bool IsPrinted(const std::vector<const BookFigure*>& figures) {
  return std::any_of(figures.begin(), figures.end(),
                     [](const auto* figure) { return figure->printed; });
}

std::string WayText(const Resolved& way) {
  const int decimals = way.unit.counts || way.unit.scale == 1 ? 0 : 2;
  return RangeText(way.value, way.unit, decimals) + " by " + way.how;
}

void CheckWays(const FigureBook& book, const Slot& slot, const std::vector<Resolved>& ways,
               Checks* checks) {
  const Resolved& first = ways.front();
  Check check{.rule = kReconcileDerivedTotalRule, .title = TitleOf(book, slot)};
  for (const Resolved& way : ways) {
    Comparison comparison{nullptr, way.how, way.value, way.unit};
    if (way.unit.base != first.unit.base) continue;
    if (!Meet(way.value, first.value)) {
      comparison.outcome = Outcome::kConflict;
    } else if (way.complete && first.complete && way.value.middle != first.value.middle) {
      comparison.outcome = Outcome::kWithinRounding;
    }
    check.text += (check.text.empty() ? "is not printed, and would be " : ", ") + WayText(way);
    check.basis.insert(check.basis.end(), way.basis.begin(), way.basis.end());
    Add(std::move(comparison), &check);
  }
  if (check.outcome == Outcome::kAgrees) check.text.clear();
  if (!check.text.empty()) check.text += ".";
  checks->push_back(std::move(check));
}

}  // namespace

void CheckDerivedTotals(Resolver& resolver, Checks* checks) {
  for (const auto& [slot, figures] : resolver.book().slots()) {
    if (IsPrinted(figures)) continue;
    const auto ways = resolver.WaysToDerive(slot);
    if (ways.size() > 1) CheckWays(resolver.book(), slot, ways, checks);
  }
}

}  // namespace sheaf::reports
