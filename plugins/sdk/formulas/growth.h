// How much a figure has grown, at once and by the year.
#pragma once

#include "plugins/sdk/formulas/result.h"

namespace sheaf::formulas {

// (to - from) / from, in percent: 50 to 60 is 20. Refused where `from` is zero or negative: a
// percentage of nothing, or of a debt, says nothing.
Result SimpleGrowth(double from, double to);

// (to - from) / years, in the unit of the values by year. Any sign. Refused where `to` is not later
// than `from`.
Result LinearYearlyGrowth(Point from, Point to);

// (to / from) ^ (1 / years) - 1, in percent by year: the rate that, applied each year, leads from
// one to the other (compound annual growth rate). Refused where a value is zero or negative, or
// `to` is not later than `from`.
Result CompoundYearlyGrowth(Point from, Point to);

}  // namespace sheaf::formulas
