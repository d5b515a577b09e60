// reconcile-records-v1: printed lines and shares of lines against those on record at the end of
// their period.
#include <utility>

#include "proto/values/number.h"
#include "server/reports/reconciliation/checks.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

// The class that a measure counts; nothing for what the records do not count.
std::optional<v1::HeadlineClass> ClassOf(const std::string& measure) {
  if (measure == "completed") return v1::HEADLINE_COMPLETED;
  if (measure == "in_progress") return v1::HEADLINE_IN_PROGRESS;
  if (measure == "not_started") return v1::HEADLINE_NOT_STARTED;
  return std::nullopt;
}

struct OnRecord {
  double value;      // in the base of the figure's unit
  std::string text;  // "3 of 27 lines"
};

std::optional<OnRecord> Recorded(const BookFigure& figure, const ClassCounts& counts) {
  const std::string& measure = figure.record.measure();
  if (measure == "action_lines" && !figure.unit.is_percent()) {
    return OnRecord{static_cast<double>(counts.Counted()),
                    std::to_string(counts.Counted()) + " lines"};
  }
  const auto headline = ClassOf(measure);
  if (!headline) return std::nullopt;
  const auto of_class = static_cast<double>(counts.Of(*headline));
  const std::string text = std::to_string(counts.Of(*headline)) + " of " +
                           std::to_string(counts.Denominator()) + " lines";
  if (!figure.unit.is_percent()) return OnRecord{of_class, text};
  if (figure.record.share_of() != "action_lines" || counts.Denominator() == 0) return std::nullopt;
  return OnRecord{100 * of_class / static_cast<double>(counts.Denominator()), text};
}

// Whether as many lines are on record as are printed: then their classes can be compared.
bool HasAllLines(const FigureBook& book, const Slot& slot, const ClassCounts& counts) {
  for (const BookFigure* lines : book.In(slot.Measuring("action_lines"))) {
    if (lines->printed &&
        Meet(lines->value, Range::Exactly(static_cast<double>(counts.Counted())))) {
      return true;
    }
  }
  return false;
}

void CheckFigure(const FigureBook& book, const BookFigure& figure, const ClassCounts& counts,
                 Checks* checks) {
  const auto recorded = Recorded(figure, counts);
  if (!recorded) return;
  const Slot slot = SlotOf(figure);
  Check check{.rule = kReconcileRecordsRule, .title = TitleOf(book, slot)};
  Comparison comparison = Compare(figure, Range::Exactly(recorded->value));
  comparison.label = "on record";
  if (comparison.outcome == Outcome::kConflict) {
    const bool all = HasAllLines(book, slot, counts);
    comparison.outcome = all ? Outcome::kDoubtful : Outcome::kNoted;
    const int decimals = DecimalsBeside(figure);
    check.text = PrintedText(figure) + " is printed, and " + figure.record.plan() + " has " +
                 recorded->text + " on record at the end of " + PeriodText(figure.span) + ": " +
                 DifferenceText(comparison.Difference(), figure.unit, decimals) + " apart" +
                 (all ? "." : ", but the records do not hold the same lines.");
  }
  Add(std::move(comparison), &check);
  checks->push_back(std::move(check));
}

}  // namespace

void CheckAgainstRecords(Resolver& resolver, const LinesOnRecord& lines, Checks* checks) {
  for (const BookFigure& figure : resolver.book().figures()) {
    const std::string& plan = figure.record.plan();
    if (plan.empty() || !figure.printed || !figure.span.stated()) continue;
    const auto counts = lines(plan, figure.span.last);
    if (counts) CheckFigure(resolver.book(), figure, *counts, checks);
  }
}

Checks CheckAll(Resolver& resolver, const LinesOnRecord& lines) {
  Checks checks;
  CheckSums(resolver, &checks);
  CheckYears(resolver, &checks);
  CheckRollUps(resolver, &checks);
  CheckSplits(resolver, &checks);
  HintAtEqualSplits(resolver, &checks);
  CheckShares(resolver, &checks);
  CheckDerivations(resolver, &checks);
  CheckDerivedTotals(resolver, &checks);
  CheckImpliedTotals(resolver, &checks);
  CheckSubsets(resolver, &checks);
  CheckTwoValues(resolver, &checks);
  CheckAgainstRecords(resolver, lines, &checks);
  return checks;
}

}  // namespace sheaf::reports
