#include "server/reports/period_end.h"

namespace sheaf::reports {

PartialDate EndOf(std::string_view period) {
  if (period.size() == 7 && (period[5] == 'H' || period[5] == 'Q')) {
    const auto year = PartialDate::Parse(period.substr(0, 4));
    const int months = period[5] == 'H' ? 6 : 3;
    const int part = period[6] - '0';
    if (!year.ok() || part < 1 || part * months > 12) return {};
    return PartialDate::Of(year->year(), part * months).LastDay();
  }
  return PartialDate::Parse(period).value_or(PartialDate()).LastDay();
}

}  // namespace sheaf::reports
