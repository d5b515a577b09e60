// The rules that reports count by: their ids, which never change meaning, and the sentence that
// every report prints beside them. A rule that changes gets a new version, and its code a new name.
#pragma once

#include <string_view>
#include <vector>

#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// What is counted, and how.
inline constexpr std::string_view kCountedRule = "counted-v1";
inline constexpr std::string_view kReviewRule = "review-v1";
inline constexpr std::string_view kStateRule = "state-v1";
inline constexpr std::string_view kHeadlineRule = "headline-v1";
inline constexpr std::string_view kSharedRule = "shared-v1";
inline constexpr std::string_view kOverdueRule = "overdue-v1";
inline constexpr std::string_view kStaleRule = "stale-v1";
inline constexpr std::string_view kMovementRule = "movement-v1";
inline constexpr std::string_view kEntryIntoForceRule = "entry-into-force-v1";
inline constexpr std::string_view kDueRule = "due-v1";

// How KPIs are judged.
inline constexpr std::string_view kVerdictRule = "verdict-v1";
inline constexpr std::string_view kPaceRule = "pace-v1";
inline constexpr std::string_view kEditionsRule = "editions-v1";

// What is noticed in the records.
inline constexpr std::string_view kVanishedRule = "vanished-line-v1";
inline constexpr std::string_view kNoLongerReportedRule = "no-longer-reported-v1";
inline constexpr std::string_view kEventsOnlyRule = "events-only-v1";
inline constexpr std::string_view kContradictionRule = "contradiction-v1";
inline constexpr std::string_view kRollUpRule = "roll-up-v1";
inline constexpr std::string_view kDuplicateRule = "duplicate-v1";
inline constexpr std::string_view kParticipantsRule = "participants-v1";
inline constexpr std::string_view kUnknownWordRule = "unknown-word-v1";
inline constexpr std::string_view kPublishedShareRule = "published-share-v1";
inline constexpr std::string_view kPublishedSumRule = "published-sum-v1";
inline constexpr std::string_view kPublishedLinesRule = "published-lines-v1";
inline constexpr std::string_view kKpiTargetRule = "kpi-target-v1";
inline constexpr std::string_view kKpiDataRule = "kpi-data-v1";
inline constexpr std::string_view kKpiUnitRule = "kpi-unit-v1";

// What printed figures are held to (reconciliation/checks.h).
inline constexpr std::string_view kReconcileSumRule = "reconcile-sum-v1";
inline constexpr std::string_view kReconcileYearsRule = "reconcile-years-v1";
inline constexpr std::string_view kReconcileRollUpRule = "reconcile-roll-up-v1";
inline constexpr std::string_view kReconcileSplitRule = "reconcile-split-v1";
inline constexpr std::string_view kReconcileEqualSplitRule = "reconcile-equal-split-v1";
inline constexpr std::string_view kReconcileShareRule = "reconcile-share-v1";
inline constexpr std::string_view kReconcileDerivationRule = "reconcile-derivation-v1";
inline constexpr std::string_view kReconcileGrowthRule = "reconcile-growth-v1";
inline constexpr std::string_view kReconcilePeriodRule = "reconcile-period-v1";
inline constexpr std::string_view kReconcileDerivedTotalRule = "reconcile-derived-total-v1";
inline constexpr std::string_view kReconcileImpliedTotalRule = "reconcile-implied-total-v1";
inline constexpr std::string_view kReconcileSubsetRule = "reconcile-subset-v1";
inline constexpr std::string_view kReconcileTwoValuesRule = "reconcile-two-values-v1";
inline constexpr std::string_view kReconcileRecordsRule = "reconcile-records-v1";

// Every rule of the core, in the order in which reports print them.
const std::vector<v1::Rule>& CoreReportRules();

// Those of the format "reconciliation", which prints them besides.
const std::vector<v1::Rule>& ReconciliationRules();

}  // namespace sheaf::reports
