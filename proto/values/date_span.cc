#include "proto/values/date_span.h"

#include <string>

namespace sheaf {
namespace {

DateSpan MonthsOf(int year, int first, int last) {
  return {PartialDate::Of(year, first).FirstDay(), PartialDate::Of(year, last).LastDay()};
}

absl::StatusOr<DateSpan> ParseYears(std::string_view text) {
  const auto first = PartialDate::Parse(text.substr(0, 4));
  const auto last = PartialDate::Parse(text.substr(5));
  if (!first.ok() || !last.ok() || last->month() != 0) {
    return absl::InvalidArgumentError("'" + std::string(text) +
                                      "' are no years from and to; write them like 2016-2024");
  }
  if (last->year() < first->year()) {
    return absl::InvalidArgumentError("'" + std::string(text) +
                                      "' ends before it starts; a period that was printed so is "
                                      "recorded as two dates, its start and its end");
  }
  return DateSpan{first->FirstDay(), last->LastDay()};
}

}  // namespace

bool DateSpan::IsWholeYears() const {
  return stated() && first.month() == 1 && first.day() == 1 && last.month() == 12 &&
         last.day() == 31;
}

absl::StatusOr<DateSpan> ParseDateSpan(std::string_view text) {
  if (text.size() == 9 && text[4] == '-') return ParseYears(text);
  if (const absl::Status status = CheckPeriod(text); !status.ok()) {
    return absl::InvalidArgumentError(std::string(status.message()) +
                                      ", or years from and to: 2016-2024");
  }
  const int year = PartialDate::Parse(text.substr(0, 4))->year();
  if (text.size() == 4) return MonthsOf(year, 1, 12);
  const int part = text.back() - '0';
  if (text[5] == 'H') return MonthsOf(year, part * 6 - 5, part * 6);
  if (text[5] == 'Q') return MonthsOf(year, part * 3 - 2, part * 3);
  const int month = PartialDate::Parse(text)->month();
  return MonthsOf(year, month, month);
}

}  // namespace sheaf
