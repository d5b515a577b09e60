// Rule movement-v1: how lines moved between two dates. The earlier one is the end of the period
// before, as the sector's cadence cuts time: for reports every quarter it is the end of the last
// quarter.
#pragma once

#include <array>
#include <string_view>

#include "proto/values/partial_date.h"
#include "server/reports/state.h"
#include "sheaf/v1/manifest.pb.h"

namespace sheaf::reports {

// The last day of the period before the one that holds `effective`, a whole day. Periods that
// divide a year are those of the calendar; for any other it is that many months before
// `effective`. Without a cadence the period is a year.
PartialDate PreviousPeriodEnd(PartialDate effective, const v1::Cadence& cadence);

enum class Movement {
  kMovedOn,
  kFellBack,
  kFirstReported,     // it had no state before
  kNoLongerReported,  // it had one before
  kLeftOut,           // excluded since: withdrawn, cancelled, merged
  kTakenIn,           // no longer excluded
  kUnchanged,
};

// In the order in which reports show them.
inline constexpr std::array<Movement, 7> kMovements = {
    Movement::kMovedOn, Movement::kFellBack, Movement::kFirstReported, Movement::kNoLongerReported,
    Movement::kLeftOut, Movement::kTakenIn,  Movement::kUnchanged};

Movement MovementOf(const LineState& before, const LineState& now);

// For people: "Moved on".
std::string_view TitleOf(Movement movement);

}  // namespace sheaf::reports
