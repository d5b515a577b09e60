#include "server/reports/timeliness.h"

#include <algorithm>

namespace sheaf::reports {

PartialDate AddMonths(PartialDate day, int months) {
  const int count = day.year() * 12 + day.month() - 1 + months;
  const PartialDate month = PartialDate::Of(count / 12, count % 12 + 1);
  return PartialDate::Of(month.year(), month.month(), std::min(day.day(), month.LastDay().day()));
}

int MonthsBetween(PartialDate from, PartialDate to) {
  const PartialDate start = from.LastDay();
  const int last_day = PartialDate::Of(to.year(), to.month()).LastDay().day();
  const bool month_is_over = to.day() >= start.day() || to.day() == last_day;
  return (to.year() - start.year()) * 12 + to.month() - start.month() - (month_is_over ? 0 : 1);
}

PartialDate OverdueSince(const model::LineRow& line, const LineState& state,
                         PartialDate effective) {
  if (state.headline == v1::HEADLINE_COMPLETED || state.headline == v1::HEADLINE_EXCLUDED)
    return {};
  PartialDate since;
  for (const PartialDate due : {line.planned_end, state.expected}) {
    if (!due.stated() || due.SortsAs(effective) >= 0) continue;
    if (!since.stated() || due.SortsAs(since) < 0) since = due.LastDay();
  }
  return since;
}

int StaleAfterMonths(const v1::Cadence& cadence) {
  return cadence.stale_after_months() > 0 ? cadence.stale_after_months() : 2 * cadence.months();
}

bool IsStale(const LineState& state, int stale_after, PartialDate effective) {
  const bool open =
      state.headline == v1::HEADLINE_IN_PROGRESS || state.headline == v1::HEADLINE_NOT_STARTED;
  if (!open || stale_after <= 0 || !state.last_word.stated()) return false;
  return AddMonths(state.last_word.LastDay(), stale_after).SortsAs(effective) < 0;
}

}  // namespace sheaf::reports
