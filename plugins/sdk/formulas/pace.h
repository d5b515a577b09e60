// How far a target is away, how fast it must be approached, and how fast it is.
#pragma once

#include "plugins/sdk/formulas/result.h"

namespace sheaf::formulas {

// What is still to go, in the unit of the values: 32 - 27 is 5 where up is better, 27 - 32 is -5
// where down is. Zero or negative: the target is reached.
Result GapToTarget(double value, double target, Better better);

// The part of the way from `baseline` to `target` that `value` has gone, in percent; negative where
// it went the other way, over 100 beyond the target. Refused where there is no way to go in the
// better direction.
Result PartOfWay(double baseline, double value, double target, Better better);

// What must be added each year from `latest` on to be at `target` in its year, in the unit of the
// values by year; negative where down is better. 0 where the target is reached. Refused where its
// year is not later than that of `latest`.
Result RequiredLinearPace(Point latest, Point target, Better better);

// The same as a compound rate, in percent by year. Refused also where a value is zero or negative.
Result RequiredCompoundPace(Point latest, Point target, Better better);

// Observed growth by the year over the growth required, both from `start`: 1 is just in time, below
// 0 is the wrong way. The rule of Statistics Canada, as Open SDG uses it.
struct PaceRatio {
  Result ratio;
  // Compound yearly growth, or linear where a value is zero or negative.
  bool is_linear = false;
};
// Refused where `latest` or `target` is not later than `start`, or `start` has no way to go in the
// better direction.
PaceRatio PaceRatioOf(Point start, Point latest, Point target, Better better);

}  // namespace sheaf::formulas
