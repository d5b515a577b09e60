// What a figure can be, from least to most: printed figures were rounded, and of some parts nothing
// is printed. All arithmetic is done on ranges, so that a sum or a share knows how far the rounding
// of its parts may carry it.
#pragma once

#include <limits>

namespace sheaf::reports {

struct Range {
  static constexpr double kInfinity = std::numeric_limits<double>::infinity();

  double low = -kInfinity;
  double high = kInfinity;
  // The best guess: what the figures give as they are printed. Not a number where there is none.
  double middle = std::numeric_limits<double>::quiet_NaN();

  static Range Exactly(double value) { return {value, value, value}; }
  // Between `low` and `high`, half way for all that is known.
  static Range Between(double low, double high) { return {low, high, (low + high) / 2}; }

  bool bounded() const { return low > -kInfinity && high < kInfinity; }
  bool has_middle() const { return middle == middle; }
};

Range operator+(Range a, Range b);
Range operator-(Range a, Range b);
// `factor` is positive.
Range Scaled(Range range, double factor);
// Of ranges that are not negative.
Range Product(Range a, Range b);
// `b` lies above 0, `a` is not negative.
Range Quotient(Range a, Range b);
// Both and what is between them: either may be right, so there is no best guess.
Range Hull(Range a, Range b);
// No less than `low` and no more than `high`.
Range Clipped(Range range, double low, double high);

// Whether there is a value that both can be. What is left of the arithmetic of doubles is granted.
bool Meet(Range a, Range b);
// Whether all that `a` can be is more than all that `b` can be.
bool IsAbove(Range a, Range b);

}  // namespace sheaf::reports
