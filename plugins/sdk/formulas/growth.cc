#include "plugins/sdk/formulas/growth.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "proto/values/number.h"

namespace sheaf::formulas {
namespace {

// Why no growth by the year can be computed between the points; "" where it can.
std::string ObstacleInTime(Point from, Point to) {
  if (to.year > from.year) return "";
  return FormatNumber(to.year) + " is not later than " + FormatNumber(from.year);
}

}  // namespace

Result SimpleGrowth(double from, double to) {
  if (from == 0) return Result::Missing("the earlier value is zero, and nothing is a share of it");
  if (from < 0) return Result::Missing("the earlier value is negative");
  return Result::Of((to - from) / from * 100);
}

Result LinearYearlyGrowth(Point from, Point to) {
  const std::string obstacle = ObstacleInTime(from, to);
  if (!obstacle.empty()) return Result::Missing(obstacle);
  return Result::Of((to.value - from.value) / (to.year - from.year));
}

Result CompoundYearlyGrowth(Point from, Point to) {
  const std::string obstacle = ObstacleInTime(from, to);
  if (!obstacle.empty()) return Result::Missing(obstacle);
  if (std::min(from.value, to.value) <= 0) {
    return Result::Missing("a value is zero or negative, which no compound rate leads to or from");
  }
  return Result::Of((std::pow(to.value / from.value, 1 / (to.year - from.year)) - 1) * 100);
}

}  // namespace sheaf::formulas
