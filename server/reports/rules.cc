#include "server/reports/rules.h"

#include <string>

namespace sheaf::reports {
namespace {

v1::Rule Make(std::string_view id, std::string_view text) {
  v1::Rule rule;
  rule.set_id(std::string(id));
  rule.set_text(std::string(text));
  return rule;
}

std::vector<v1::Rule> CountingRules() {
  return {
      Make(kCountedRule,
           "A line counts unless its level is declared a heading or it has vanished from its plan; "
           "a "
           "counted line with counted lines below it counts by the rule that its manifest "
           "declares."),
      Make(kReviewRule,
           "Of an update counts its latest version that was checked as far as the report says: "
           "submitted; accepted (verified, or by silence where its plan lets silence accept); "
           "verified by its sectoral body and, where it speaks for a member state, by that state; "
           "published. Drafts and what was returned count nowhere."),
      Make(kStateRule,
           "The latest fact decides, undated facts before all dated ones, partial dates as their "
           "last "
           "day, ties by later revision and then row; events leave the state and expectations are "
           "no "
           "facts; a regional report decides for the line; where only member states reported, the "
           "line "
           "is completed when all participants are, not started when none has begun, else in "
           "progress, and a participant that withdrew is no participant."),
      Make(kHeadlineRule,
           "Completed: completed, substantially completed. In progress: partially completed, in "
           "progress, continuing. Not started: not started, pending, postponed. Excluded from the "
           "denominator: withdrawn, cancelled, merged. Not reported: no longer reported, and lines "
           "without a state."),
      Make(
          kSharedRule,
          "Of the countable lines that share an initiative, the first by plan id and then by place "
          "in the plan counts it; the others are counted elsewhere: shown, but in no total."),
      Make(kOverdueRule,
           "Overdue is a counted line, neither completed nor excluded, whose planned end or whose "
           "expected date (the one recorded last, the region's before those of member states) lies "
           "before the effective date; a partial date has passed when its last day has."),
      Make(kStaleRule,
           "Stale is a counted line in progress or not started whose last dated word is older than "
           "its "
           "manifest allows: stale_after_months, or else twice the months between two reports; "
           "without a cadence nothing is stale."),
      Make(kMovementRule,
           "A counted line moved on or fell back between two dates by how far its states are: not "
           "started, pending, postponed; in progress, continuing; partially, substantially, fully "
           "completed; from or to not reported and excluded is told apart. The earlier date is the "
           "end of the period before: of the calendar where the cadence divides a year, else that "
           "many months back."),
      Make(kEntryIntoForceRule,
           "Instruments are the counted lines declared binding, and those of no declared kind with "
           "a word on pending signature, ratification or force. Signed and ratified is by the "
           "larger of the region's number and those named; whoever has ratified has signed. An "
           "instrument in force is so everywhere when as many have ratified as take part on the "
           "effective date; else it waits for signature by its last word on the path, or while the "
           "region's number (or names alone, where the region has not said that it is signed) says "
           "that not all have, and after that for ratification and force."),
      Make(
          kDueRule,
          "A reporting round asks about every counted line of its sectors: the member states that "
          "it "
          "names, as far as they take part on the effective date, and the sectoral body where "
          "bodies "
          "are asked. An answer is an update by who is asked, handed in since the day of opening "
          "(submitted or further, neither a draft nor returned), of the round's period or of none; "
          "in "
          "time if it was first handed in by the deadline. A closed round stays as of the revision "
          "that closed it."),
  };
}

std::vector<v1::Rule> KpiRules() {
  return {
      Make(
          kVerdictRule,
          "The target is the version recorded last for the earliest target year not before the "
          "effective year, else for the latest one. Met: the latest actual reaches it. Expected to "
          "be met: the forecast for the target year does. Else short by the difference to the "
          "forecast, or without one to the latest actual. Falling or rising the wrong way: the "
          "last "
          "two actuals of one edition. Where editions differ, the one that gives the forecast is "
          "used, else the one with the latest actual."),
      Make(
          kPaceRule,
          "Observed over required compound growth since the baseline, else since the first actual: "
          "at "
          "least 0.95 substantial, 0.60 moderate, 0 limited, below 0 deterioration; linear where a "
          "value is zero or negative (the rule of Statistics Canada, as Open SDG uses it)."),
      Make(kEditionsRule,
           "Two editions disagree when they give different values for one period, or when a later "
           "period in one is worse than an earlier period in the other."),
  };
}

std::vector<v1::Rule> LineFindingRules() {
  return {
      Make(kVanishedRule, "A line that its plan's latest import no longer has."),
      Make(kNoLongerReportedRule, "A line that later reports leave out without a decision."),
      Make(kEventsOnlyRule,
           "A counted line of which only events are known, so that it has no state."),
      Make(kContradictionRule,
           "Two states of one line, for one member state or the region, under the same date."),
      Make(kRollUpRule,
           "A heading reported as completed with counted lines below it that are not; a note where "
           "the "
           "line counts by itself beside them."),
      Make(kParticipantsRule, "A report for a member state that takes no part in the line."),
      Make(
          kDuplicateRule,
          "Two counted lines of different plans, or of different branches of one, whose titles are "
          "alike or that give the same evidence, and that share no initiative: somebody decides."),
      Make(kUnknownWordRule, "A status word that the manifest in force does not have."),
  };
}

std::vector<v1::Rule> KpiFindingRules() {
  return {
      Make(kPublishedShareRule,
           "A published percentage that no whole number of the published count can give."),
      Make(
          kPublishedSumRule,
          "Three or more published percentages of one whole whose sum is not 100 within rounding."),
      Make(kPublishedLinesRule,
           "A published number of lines that differs from the lines on record."),
      Make(kKpiTargetRule, "A KPI with a direction but without a target value."),
      Make(kKpiDataRule, "A KPI without any value."),
      Make(kKpiUnitRule, "A KPI without a unit."),
  };
}

std::vector<v1::Rule> AllRules() {
  std::vector<v1::Rule> all;
  for (auto part : {CountingRules(), KpiRules(), LineFindingRules(), KpiFindingRules()}) {
    for (v1::Rule& rule : part) all.push_back(std::move(rule));
  }
  return all;
}

std::vector<v1::Rule> AllReconciliationRules() {
  return {
      Make(kReconcileSumRule,
           "Printed parts of one measure, period and extent make the whole that is printed, each "
           "figure as far as it was rounded; numbers of things are exact. Where a part is not "
           "printed, what is printed must not exceed the whole. A part of which nothing is printed "
           "is replaced by its own parts."),
      Make(
          kReconcileYearsRule,
          "Figures of single years make the total of those years, and what lies between two "
          "cumulative figures; a cumulative figure goes from the first year that the document "
          "prints of the measure. Where years are not printed, the others must not exceed it, and "
          "nothing is filled in. A figure that can be read as of the year or as of all years until "
          "then must fit in both readings."),
      Make(kReconcileRollUpRule,
           "The share of a whole lies between what the shares of its parts make, weighted by what "
           "they are of, at the least and at the most that rounding allows. A share that is not "
           "printed is what the others of its split leave, else anything from none to all; so is "
           "what belongs to no part that is counted."),
      Make(
          kReconcileSplitRule,
          "There is a whole-number split of the printed count that is printed as these percentages "
          "(a half may be rounded either way; a share that is not printed is free), and a whole "
          "number for each percentage alone; the shares of a split make 100 within rounding."),
      Make(kReconcileEqualSplitRule,
           "A hint, only beside a roll-up that fails: another subject with another count has the "
           "very same printed shares. A whole and its part are no hint."),
      Make(kReconcileShareRule,
           "A printed share is its part over its whole, within the rounding of all three; no share "
           "exceeds 100; shares of all parts in one whole make 100 within rounding."),
      Make(
          kReconcileDerivationRule,
          "A figure that the document computes from others, as a sum, ratio or difference, is what "
          "these make, within the rounding of all of them; a sum with an unprinted operand is not "
          "exceeded by what is printed."),
      Make(kReconcileGrowthRule,
           "A yearly growth rate is the compound growth between its two end points over the years "
           "between them, within rounding."),
      Make(kReconcilePeriodRule, "No period ends before it starts."),
      Make(kReconcileDerivedTotalRule,
           "What is not printed but follows from printed figures in several ways follows in all of "
           "them alike, within rounding. It is shown as derived."),
      Make(kReconcileImpliedTotalRule,
           "A figure and its share imply the whole; wholes implied for one subject and period in "
           "one "
           "unit that are more than twice apart are doubtful."),
      Make(kReconcileSubsetRule, "Some of a thing is no more than all of it."),
      Make(kReconcileTwoValuesRule,
           "What is printed twice of one thing is the same within rounding. Within one document "
           "else "
           "it is a conflict; between documents, or in units that cannot be compared, doubtful."),
      Make(kReconcileRecordsRule,
           "Printed action lines and shares of them are held against the counted lines of their "
           "plan on the last day of their period: a warning where as many lines are on record as "
           "are printed, else a note."),
  };
}

}  // namespace

const std::vector<v1::Rule>& ReconciliationRules() {
  static const std::vector<v1::Rule>* const rules =
      new std::vector<v1::Rule>(AllReconciliationRules());
  return *rules;
}

const std::vector<v1::Rule>& CoreReportRules() {
  static const std::vector<v1::Rule>* const rules = new std::vector<v1::Rule>(AllRules());
  return *rules;
}

}  // namespace sheaf::reports
