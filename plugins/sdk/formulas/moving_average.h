// A series smoothed over years.
#pragma once

#include <optional>
#include <vector>

#include "plugins/sdk/formulas/result.h"

namespace sheaf::formulas {

// The value of a year, or that there is none.
struct YearlyValue {
  int year = 0;
  std::optional<double> value;
};
struct YearlyAverage {
  int year = 0;
  Result average;
};

// For each year that is given, in order: the mean of its value and those of the `window` - 1 years
// before it. A window that lacks a value has no average and names the year that is missing: nothing
// is filled in. Where `window` is below 1, or two values are given for one year, no year has one.
std::vector<YearlyAverage> MovingAverage(std::vector<YearlyValue> values, int window);

}  // namespace sheaf::formulas
