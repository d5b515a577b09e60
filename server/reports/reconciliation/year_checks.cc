// reconcile-years-v1: figures of single years against totals and cumulative figures.
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "server/reports/reconciliation/checks.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using Years = std::map<int, const BookFigure*>;

// One thing over time, as one document prints it.
struct Series {
  Slot slot;  // its period and extent mean nothing
  Years annual;
  Years either;      // of the year alone, or of all years until then
  Years cumulative;  // by the last year
};

Slot WithoutTime(Slot slot) {
  slot.first_day = slot.last_day = 0;
  slot.extent = v1::FIGURE_EXTENT_UNSPECIFIED;
  return slot;
}

std::map<Slot, Series> SeriesOf(const FigureBook& book) {
  std::map<Slot, Series> all;
  for (const BookFigure& figure : book.figures()) {
    const bool usable = figure.printed && AddsUp(figure) && figure.record.share_of().empty() &&
                        figure.span.IsWholeYears();
    if (!usable) continue;
    Series& series = all[WithoutTime(SlotOf(figure))];
    series.slot = WithoutTime(SlotOf(figure));
    const int year = figure.span.last.year();
    if (figure.record.extent() == v1::ANNUAL) series.annual.try_emplace(year, &figure);
    if (figure.record.extent() == v1::ANNUAL_OR_CUMULATIVE)
      series.either.try_emplace(year, &figure);
    if (figure.record.extent() == v1::CUMULATIVE) series.cumulative.try_emplace(year, &figure);
  }
  return all;
}

// Years from `first` to `last`, added up.
struct Sum {
  Range value = Range::Exactly(0);
  std::vector<const BookFigure*> basis;
  std::vector<std::string> missing;
};

void AddFigure(const BookFigure& figure, Sum* sum) {
  sum->value = sum->value + figure.value;
  sum->basis.push_back(&figure);
}

// Where `as_cumulative`, the last figure that can be read either way stands for all years until
// then; else each for its year.
Sum SumOf(const Series& series, int first, int last, bool as_cumulative) {
  Sum sum;
  int year = first;
  if (as_cumulative) {
    const auto after = series.either.upper_bound(last);
    if (after != series.either.begin() && std::prev(after)->first >= first) {
      AddFigure(*std::prev(after)->second, &sum);
      year = std::prev(after)->first + 1;
    }
  }
  for (; year <= last; ++year) {
    const auto annual = series.annual.find(year);
    const auto either = series.either.find(year);
    if (annual != series.annual.end()) {
      AddFigure(*annual->second, &sum);
    } else if (!as_cumulative && either != series.either.end()) {
      AddFigure(*either->second, &sum);
    } else {
      sum.missing.push_back(std::to_string(year));
    }
  }
  if (!sum.missing.empty()) sum.value.high = Range::kInfinity;
  return sum;
}

bool HasEitherIn(const Series& series, int first, int last) {
  const auto from = series.either.lower_bound(first);
  return from != series.either.end() && from->first <= last;
}

Outcome JudgeSum(const Sum& sum, const Range& total) {
  if (!Meet(sum.value, total)) return Outcome::kConflict;
  const bool exact = sum.missing.empty() && total.has_middle();
  const double slack = 1e-9 * std::max(1.0, std::abs(total.middle));
  return exact && std::abs(sum.value.middle - total.middle) > slack ? Outcome::kWithinRounding
                                                                    : Outcome::kAgrees;
}

// In the unit of the years; what is missing is said and never filled in.
std::string SumText(const Sum& sum, const FigureUnit& unit, int decimals) {
  std::string text = ValueText(sum.value.middle, unit, decimals);
  if (!sum.missing.empty()) text += ", with " + Enumerated(sum.missing) + " not printed";
  return text;
}

// What the years are held against.
struct Total {
  Range value;
  const BookFigure* printed;  // null where it is derived
  std::vector<const BookFigure*> basis;
  int first;
  int last;
};

std::string Sentence(const Series& series, const Total& total, const Sum& alone, const Sum& until,
                     bool either) {
  const BookFigure& one = *alone.basis.front();
  const int decimals = one.decimals;
  const std::string whole = total.printed != nullptr
                                ? PrintedText(*total.printed) + " printed for " +
                                      std::to_string(total.first) + "-" + std::to_string(total.last)
                                : ValueText(total.value.middle, one.unit, decimals + 1) +
                                      " that its parts make for " + std::to_string(total.first) +
                                      "-" + std::to_string(total.last);
  const auto against = [&](const Sum& sum) {
    const double off = sum.value.middle - total.value.middle;
    return DifferenceText(off, one.unit, decimals + 1) + (off > 0 ? " more" : " less") + " than";
  };
  std::string text = "the years that are printed make " + SumText(alone, one.unit, decimals) +
                     ": " + against(alone) + " the " + whole + ".";
  if (!either) return text;
  for (const auto& [year, figure] : series.either) {
    text += " " + PrintedText(*figure) + " for " + std::to_string(year) +
            " can also be read as the total until then:";
  }
  return text + " then they make " + SumText(until, one.unit, decimals) + ", " + against(until) +
         " it.";
}

void CheckTotal(const FigureBook& book, const Series& series, const Total& total, Checks* checks) {
  const Sum alone = SumOf(series, total.first, total.last, false);
  if (alone.basis.empty()) return;
  const bool either = HasEitherIn(series, total.first, total.last);
  const Sum until = SumOf(series, total.first, total.last, either);
  Check check{.rule = kReconcileYearsRule};
  check.title = Capital(book.TitleOf(series.slot)) + ": " + InWords(series.slot.measure) +
                " by year, " + std::to_string(total.first) + "-" + std::to_string(total.last);
  check.basis = alone.basis;
  check.basis.insert(check.basis.end(), total.basis.begin(), total.basis.end());
  // A figure that can be read in two ways must fit in both: nobody knows which is meant.
  const auto add = [&](const Sum& sum, const char* label) {
    Comparison comparison{
        total.printed, label, sum.value, alone.basis.front()->unit, JudgeSum(sum, total.value),
        total.value};
    Add(std::move(comparison), &check);
  };
  add(alone, either ? "years, each by itself" : "years added up");
  if (either) add(until, "years, read as totals until then");
  if (check.outcome != Outcome::kAgrees) {
    check.text = Sentence(series, total, alone, until, either);
  }
  checks->push_back(std::move(check));
}

// Totals of several years, printed or derived from parts.
void CheckTotals(Resolver& resolver, const Series& series, Checks* checks) {
  const FigureBook& book = resolver.book();
  for (const auto& [slot, figures] : book.slots()) {
    const DateSpan span = slot.span();
    const bool total = WithoutTime(slot) == series.slot && span.IsWholeYears() &&
                       slot.extent == v1::FIGURE_EXTENT_UNSPECIFIED &&
                       span.first.year() < span.last.year();
    if (!total) continue;
    const BookFigure* printed = nullptr;
    for (const BookFigure* figure : figures) printed = figure->printed ? figure : printed;
    std::optional<Resolved> value;
    if (printed != nullptr) {
      value = resolver.Resolve(*printed);
    } else if (auto parts = resolver.SumOfParts(slot)) {
      value = std::move(parts->sum);
    }
    if (!value || !value->complete) continue;
    CheckTotal(book, series,
               {value->value, printed, value->basis, span.first.year(), span.last.year()}, checks);
  }
}

// Cumulative figures go from the first year that the document prints to their own.
void CheckCumulatives(const FigureBook& book, const Series& series, Checks* checks) {
  const int first = book.FirstYearOf(series.slot);
  for (const auto& [year, figure] : series.cumulative) {
    const int from = figure->span.first.year() < year ? figure->span.first.year() : first;
    CheckTotal(book, series, {figure->value, figure, {}, from, year}, checks);
  }
}

// What lies between two cumulative figures is what the years between them make.
void CheckGrowth(const FigureBook& book, const Series& series, Checks* checks) {
  for (auto later = series.cumulative.begin(); later != series.cumulative.end(); ++later) {
    if (later == series.cumulative.begin()) continue;
    const auto earlier = std::prev(later);
    const Sum between = SumOf(series, earlier->first + 1, later->first, false);
    const Range grown = later->second->value - earlier->second->value;
    Check check{.rule = kReconcileYearsRule};
    check.title = Capital(book.TitleOf(series.slot)) + ": " + InWords(series.slot.measure) +
                  " from " + std::to_string(earlier->first) + " to " + std::to_string(later->first);
    check.basis = between.basis;
    check.basis.push_back(earlier->second);
    Comparison comparison{later->second, "years between the totals",
                          earlier->second->value + between.value, later->second->unit};
    comparison.outcome = JudgeSum(between, grown);
    if (comparison.outcome == Outcome::kConflict) {
      const int decimals = later->second->decimals;
      check.text = "the total grows from " + PrintedText(*earlier->second) + " to " +
                   PrintedText(*later->second) + ", and the years between make " +
                   SumText(between, later->second->unit, decimals) + ".";
    }
    Add(std::move(comparison), &check);
    checks->push_back(std::move(check));
  }
}

// A cumulative figure and the total of the same years are one thing, as far as both begin in the
// same year.
void CompareWithTotal(const FigureBook& book, const Series& series, Checks* checks) {
  const int first = book.FirstYearOf(series.slot);
  for (const auto& [year, figure] : series.cumulative) {
    const DateSpan span = {PartialDate::Of(first).FirstDay(), PartialDate::Of(year).LastDay()};
    for (const BookFigure* total : book.In(series.slot.During(span))) {
      if (!total->printed || total->unit.base != figure->unit.base) continue;
      Check check{.rule = kReconcileYearsRule, .title = TitleOf(book, SlotOf(*figure))};
      Comparison comparison = Compare(*figure, total->value);
      comparison.label = "the total of the same years";
      check.basis = {total};
      if (comparison.outcome == Outcome::kConflict) {
        comparison.outcome = Outcome::kDoubtful;
        check.text = PrintedText(*figure) + " is printed until " + std::to_string(year) + ", and " +
                     PrintedText(*total) + " for " + PeriodText(span) +
                     "; they differ unless the first counts from another year.";
      }
      Add(std::move(comparison), &check);
      checks->push_back(std::move(check));
    }
  }
}

}  // namespace

void CheckYears(Resolver& resolver, Checks* checks) {
  for (const auto& [slot, series] : SeriesOf(resolver.book())) {
    CheckTotals(resolver, series, checks);
    CheckCumulatives(resolver.book(), series, checks);
    CheckGrowth(resolver.book(), series, checks);
    CompareWithTotal(resolver.book(), series, checks);
  }
}

}  // namespace sheaf::reports
