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
inline constexpr std::string_view kParticipantsRule = "participants-v1";
inline constexpr std::string_view kUnknownWordRule = "unknown-word-v1";
inline constexpr std::string_view kPublishedShareRule = "published-share-v1";
inline constexpr std::string_view kPublishedSumRule = "published-sum-v1";
inline constexpr std::string_view kPublishedLinesRule = "published-lines-v1";
inline constexpr std::string_view kKpiTargetRule = "kpi-target-v1";
inline constexpr std::string_view kKpiDataRule = "kpi-data-v1";
inline constexpr std::string_view kKpiUnitRule = "kpi-unit-v1";

// Every rule of the core, in the order in which reports print them.
const std::vector<v1::Rule>& CoreReportRules();

}  // namespace sheaf::reports
