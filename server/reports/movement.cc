#include "server/reports/movement.h"

#include "server/reports/timeliness.h"

namespace sheaf::reports {
namespace {

constexpr int kMonthsOfAYear = 12;

// How far a line in this state is. States of one rank are as far as each other.
int RankOf(v1::CanonicalState state) {
  switch (state) {
    case v1::COMPLETED:
      return 4;
    case v1::SUBSTANTIALLY_COMPLETED:
      return 3;
    case v1::PARTIALLY_COMPLETED:
      return 2;
    case v1::IN_PROGRESS:
    case v1::CONTINUING:
      return 1;
    default:
      return 0;
  }
}

PartialDate DayBefore(PartialDate first_of_month) {
  const PartialDate month = AddMonths(first_of_month, -1);
  return PartialDate::Of(month.year(), month.month()).LastDay();
}

}  // namespace

PartialDate PreviousPeriodEnd(PartialDate effective, const v1::Cadence& cadence) {
  const int months = cadence.months() > 0 ? cadence.months() : kMonthsOfAYear;
  if (kMonthsOfAYear % months != 0) return AddMonths(effective, -months);
  const int first_month = (effective.month() - 1) / months * months + 1;
  return DayBefore(PartialDate::Of(effective.year(), first_month, 1));
}

Movement MovementOf(const LineState& before, const LineState& now) {
  const bool was_out = before.headline == v1::HEADLINE_EXCLUDED;
  const bool is_out = now.headline == v1::HEADLINE_EXCLUDED;
  if (was_out != is_out) return is_out ? Movement::kLeftOut : Movement::kTakenIn;
  const bool was_silent = before.headline == v1::HEADLINE_NOT_REPORTED;
  const bool is_silent = now.headline == v1::HEADLINE_NOT_REPORTED;
  if (was_silent != is_silent) {
    return is_silent ? Movement::kNoLongerReported : Movement::kFirstReported;
  }
  if (is_out || RankOf(before.state) == RankOf(now.state)) return Movement::kUnchanged;
  return RankOf(before.state) < RankOf(now.state) ? Movement::kMovedOn : Movement::kFellBack;
}

std::string_view TitleOf(Movement movement) {
  switch (movement) {
    case Movement::kMovedOn:
      return "Moved on";
    case Movement::kFellBack:
      return "Fell back";
    case Movement::kFirstReported:
      return "First reported";
    case Movement::kNoLongerReported:
      return "No longer reported";
    case Movement::kLeftOut:
      return "Left out";
    case Movement::kTakenIn:
      return "Taken in again";
    case Movement::kUnchanged:
      break;
  }
  return "Unchanged";
}

}  // namespace sheaf::reports
