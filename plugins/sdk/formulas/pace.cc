#include "plugins/sdk/formulas/pace.h"

#include <algorithm>

#include "plugins/sdk/formulas/growth.h"
#include "proto/values/number.h"

namespace sheaf::formulas {
namespace {

bool IsReached(double value, double target, Better better) {
  return better == Better::kUp ? value >= target : value <= target;
}

Result Required(Point latest, Point target, Better better, Result (*growth)(Point, Point)) {
  if (IsReached(latest.value, target.value, better)) return Result::Of(0);
  if (target.year <= latest.year) {
    return Result::Missing("no time is left between the last value, of " +
                           FormatNumber(latest.year) + ", and the target year " +
                           FormatNumber(target.year));
  }
  return growth(latest, target);
}

}  // namespace

Result GapToTarget(double value, double target, Better better) {
  return Result::Of(better == Better::kUp ? target - value : value - target);
}

Result PartOfWay(double baseline, double value, double target, Better better) {
  if (IsReached(baseline, target, better)) {
    return Result::Missing("the baseline is not short of the target, so there is no way to go");
  }
  return Result::Of((value - baseline) / (target - baseline) * 100);
}

Result RequiredLinearPace(Point latest, Point target, Better better) {
  return Required(latest, target, better, LinearYearlyGrowth);
}

Result RequiredCompoundPace(Point latest, Point target, Better better) {
  return Required(latest, target, better, CompoundYearlyGrowth);
}

PaceRatio PaceRatioOf(Point start, Point latest, Point target, Better better) {
  PaceRatio pace{Result::Missing("the first value is not short of the target"), false};
  if (IsReached(start.value, target.value, better)) return pace;
  pace.is_linear = std::min({start.value, latest.value, target.value}) <= 0;
  const auto growth = pace.is_linear ? LinearYearlyGrowth : CompoundYearlyGrowth;
  const Result observed = growth(start, latest);
  const Result required = growth(start, target);
  if (!observed.available()) {
    pace.ratio = observed;
  } else if (!required.available()) {
    pace.ratio = required;
  } else {
    pace.ratio = Result::Of(observed.value() / required.value());
  }
  return pace;
}

}  // namespace sheaf::formulas
