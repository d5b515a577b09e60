// reconcile-two-values-v1: two printed values of one thing. Neither corrects the other.
#include <algorithm>
#include <map>
#include <utility>

#include "server/reports/reconciliation/checks.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using Figures = std::vector<const BookFigure*>;

std::string WhereText(const BookFigure& figure) {
  const std::string& where = figure.record.source_ref();
  return where.empty() ? figure.record.source() : where;
}

// The two that lie farthest apart.
std::pair<const BookFigure*, const BookFigure*> Extremes(const Figures& figures) {
  const auto [least, most] =
      std::minmax_element(figures.begin(), figures.end(), [](const auto* a, const auto* b) {
        return a->value.low + a->value.high < b->value.low + b->value.high;
      });
  return {*least, *most};
}

std::string Sentence(const Figures& figures, const Comparison& worst) {
  std::string text = "printed as ";
  for (size_t i = 0; i < figures.size(); ++i) {
    if (i > 0) text += i + 1 == figures.size() ? " and as " : ", as ";
    text += PrintedText(*figures[i]) + " (" + WhereText(*figures[i]) + ")";
  }
  if (worst.unit.is_date()) return text + ".";
  return text + ": " +
         DifferenceText(worst.Difference(), worst.unit, DecimalsBeside(*worst.printed)) + " apart.";
}

// One figure of each value, in the order of their names.
Figures Different(const Figures& printed) {
  Figures different;
  for (const BookFigure* figure : printed) {
    const bool known = std::any_of(different.begin(), different.end(), [&](const auto* other) {
      return other->unit.base == figure->unit.base && Meet(other->value, figure->value);
    });
    if (!known) different.push_back(figure);
  }
  return different;
}

bool AreOfOneUnit(const Figures& figures) {
  return std::all_of(figures.begin(), figures.end(), [&](const auto* figure) {
    return figure->unit.base == figures.front()->unit.base;
  });
}

void CheckOneThing(const FigureBook& book, const Slot& slot, const Figures& printed, Outcome worst,
                   Checks* checks) {
  if (printed.size() < 2) return;
  Check check{.rule = kReconcileTwoValuesRule, .title = TitleOf(book, slot)};
  const Figures different = Different(printed);
  check.basis = printed;
  if (!AreOfOneUnit(different)) {
    check.outcome = Outcome::kDoubtful;
    check.text = "printed as " + PrintedText(*different[0]) + " (" + WhereText(*different[0]) +
                 ") and as " + PrintedText(*different[1]) + " (" + WhereText(*different[1]) +
                 "): two units that cannot be compared here.";
  } else {
    const auto [least, most] = Extremes(printed);
    Comparison comparison = Compare(*least, most->value);
    comparison.label = "the other value";
    if (comparison.outcome == Outcome::kConflict) comparison.outcome = worst;
    if (different.size() > 1) check.text = Sentence(different, comparison);
    Add(std::move(comparison), &check);
  }
  checks->push_back(std::move(check));
}

Figures PrintedIn(const Figures& figures) {
  Figures printed;
  std::copy_if(figures.begin(), figures.end(), std::back_inserter(printed),
               [](const auto* figure) { return figure->printed; });
  return printed;
}

}  // namespace

void CheckTwoValues(Resolver& resolver, Checks* checks) {
  const FigureBook& book = resolver.book();
  std::map<Slot, Figures> across;  // by thing, whatever document says it
  for (const auto& [slot, figures] : book.slots()) {
    Figures printed = PrintedIn(figures);
    if (slot.extent == v1::ALTERNATIVE) {
      const Figures plain = PrintedIn(book.In(slot.WithExtent(v1::FIGURE_EXTENT_UNSPECIFIED)));
      printed.insert(printed.end(), plain.begin(), plain.end());
      if (plain.empty()) continue;
    }
    CheckOneThing(book, slot, printed, Outcome::kConflict, checks);
    Slot thing = slot;
    thing.source = thing.source_date = "";
    if (!printed.empty()) across[thing].push_back(printed.front());
  }
  // What one document says of a thing another may have restated.
  for (const auto& [thing, figures] : across) {
    CheckOneThing(book, SlotOf(*figures.front()), figures, Outcome::kDoubtful, checks);
  }
}

}  // namespace sheaf::reports
