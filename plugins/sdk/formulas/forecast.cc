#include "plugins/sdk/formulas/forecast.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "plugins/sdk/formulas/growth.h"
#include "proto/values/number.h"

namespace sheaf::formulas {
namespace {

size_t FewestFor(ForecastMethod method) { return method == ForecastMethod::kLeastSquares ? 3 : 2; }

bool IsFinite(const Point& point) {
  return std::isfinite(point.value) && std::isfinite(point.year);
}

bool IsOfOneYear(const Point& a, const Point& b) { return a.year == b.year; }

std::string CountOf(size_t points) {
  return std::to_string(points) + (points == 1 ? " value" : " values");
}

// Why nothing can be forecast from `points`, oldest first; "" where something can.
std::string Obstacle(double year, const std::vector<Point>& points, ForecastMethod method) {
  if (points.size() < FewestFor(method)) {
    return CountOf(points.size()) + " on record, and a " + std::string(TitleOf(method)) +
           " needs at least " + std::to_string(FewestFor(method));
  }
  const auto twice = std::adjacent_find(points.begin(), points.end(), IsOfOneYear);
  if (twice != points.end()) return "there are two values for " + FormatNumber(twice->year);
  if (year > points.back().year) return "";
  return FormatNumber(year) + " is not later than the last value, of " +
         FormatNumber(points.back().year);
}

// Years and values are taken from their means, which keeps the sums small.
Result AlongLeastSquares(double year, const std::vector<Point>& points) {
  Point mean;
  for (const Point& point : points) {
    mean.value += point.value / static_cast<double>(points.size());
    mean.year += point.year / static_cast<double>(points.size());
  }
  double products = 0, squares = 0;
  for (const Point& point : points) {
    products += (point.year - mean.year) * (point.value - mean.value);
    squares += (point.year - mean.year) * (point.year - mean.year);
  }
  return Result::Of(mean.value + products / squares * (year - mean.year));
}

Result AlongEnds(double year, Point first, Point last) {
  const Result growth = LinearYearlyGrowth(first, last);
  if (!growth.available()) return growth;
  return Result::Of(last.value + growth.value() * (year - last.year));
}

Result AlongCompoundRate(double year, Point first, Point last) {
  const Result growth = CompoundYearlyGrowth(first, last);
  if (!growth.available()) return growth;
  return Result::Of(last.value * std::pow(1 + growth.value() / 100, year - last.year));
}

Result ValueFor(double year, const std::vector<Point>& points, ForecastMethod method) {
  switch (method) {
    case ForecastMethod::kLeastSquares:
      return AlongLeastSquares(year, points);
    case ForecastMethod::kEndToEnd:
      return AlongEnds(year, points.front(), points.back());
    case ForecastMethod::kCompound:
      break;
  }
  return AlongCompoundRate(year, points.front(), points.back());
}

}  // namespace

std::string_view TitleOf(ForecastMethod method) {
  switch (method) {
    case ForecastMethod::kLeastSquares:
      return "straight line by least squares";
    case ForecastMethod::kEndToEnd:
      return "straight line from the first to the last value";
    case ForecastMethod::kCompound:
      break;
  }
  return "compound yearly rate from the first to the last value";
}

std::string Forecast::Basis() const {
  std::string basis = std::string(TitleOf(method)) + " over " + CountOf(inputs.size());
  if (inputs.empty()) return basis;
  basis += ", " + FormatNumber(inputs.front().year);
  if (inputs.size() > 1) basis += " to " + FormatNumber(inputs.back().year);
  return basis;
}

Forecast ForecastFor(double year, std::vector<Point> points, ForecastMethod method) {
  Forecast forecast{method, year, Result::Missing("a value or year is no number"), {}};
  if (!std::isfinite(year) || !std::all_of(points.begin(), points.end(), IsFinite)) return forecast;
  std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) {
    return std::pair(a.year, a.value) < std::pair(b.year, b.value);
  });
  const std::string obstacle = Obstacle(year, points, method);
  forecast.value = obstacle.empty() ? ValueFor(year, points, method) : Result::Missing(obstacle);
  forecast.inputs = std::move(points);
  return forecast;
}

}  // namespace sheaf::formulas
