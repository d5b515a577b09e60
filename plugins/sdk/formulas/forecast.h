// Where a series leads if it goes on as before. A forecast says how it was made and of what: beside
// a published one it is a second opinion, never its correction.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/formulas/result.h"

namespace sheaf::formulas {

enum class ForecastMethod {
  kLeastSquares,  // the straight line nearest to all values; at least three
  kEndToEnd,      // the straight line through the first and the last value; at least two
  kCompound,      // the compound yearly rate from the first to the last value; at least two
};

// "straight line by least squares".
std::string_view TitleOf(ForecastMethod method);

struct Forecast {
  ForecastMethod method = ForecastMethod::kLeastSquares;
  double year = 0;
  // In the unit of the values.
  Result value;
  // The values it was made of, oldest first: those between the ends, too, where the method takes
  // the ends alone. Also there where the value is not.
  std::vector<Point> inputs;

  // "straight line by least squares over 3 values, 2015 to 2022".
  std::string Basis() const;
};

// `points` in any order. Not available where there are too few of them, two of one year, one that
// is no finite number, `year` is not later than the last, or, for a compound rate, the first or the
// last value is zero or negative.
Forecast ForecastFor(double year, std::vector<Point> points, ForecastMethod method);

}  // namespace sheaf::formulas
