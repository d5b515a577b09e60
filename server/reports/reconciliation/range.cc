#include "server/reports/reconciliation/range.h"

#include <algorithm>
#include <cmath>

namespace sheaf::reports {
namespace {

// Of the larger of two ends: far below any digit that is printed, far above what doubles lose.
constexpr double kSlack = 1e-9;

bool IsMore(double a, double b) {
  if (std::isinf(a) || std::isinf(b)) return a > b;
  return a - b > kSlack * std::max({1.0, std::abs(a), std::abs(b)});
}

}  // namespace

Range operator+(Range a, Range b) { return {a.low + b.low, a.high + b.high, a.middle + b.middle}; }

Range operator-(Range a, Range b) { return {a.low - b.high, a.high - b.low, a.middle - b.middle}; }

Range Scaled(Range range, double factor) {
  return {range.low * factor, range.high * factor, range.middle * factor};
}

Range Product(Range a, Range b) {
  const auto times = [](double x, double y) { return x == 0 || y == 0 ? 0.0 : x * y; };
  return {times(a.low, b.low), times(a.high, b.high), a.middle * b.middle};
}

Range Quotient(Range a, Range b) {
  return {std::isinf(b.high) ? 0 : a.low / b.high, a.high / b.low, a.middle / b.middle};
}

Range Hull(Range a, Range b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

Range Clipped(Range range, double low, double high) {
  Range clipped{std::clamp(range.low, low, high), std::clamp(range.high, low, high)};
  clipped.middle = range.has_middle() ? std::clamp(range.middle, low, high) : range.middle;
  return clipped;
}

bool Meet(Range a, Range b) { return !IsMore(a.low, b.high) && !IsMore(b.low, a.high); }

bool IsAbove(Range a, Range b) { return IsMore(a.low, b.high); }

}  // namespace sheaf::reports
