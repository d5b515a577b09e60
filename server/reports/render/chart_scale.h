// The value axis of a chart.
#pragma once

#include <string>
#include <vector>

#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// From `low` to `high` in steps that people count in (1, 2 or 5 and zeros). Always holds zero, so
// that lengths and heights compare as the values do.
struct Scale {
  double low = 0;
  double high = 1;
  double step = 0.2;

  // "0", "20", "40", with as many decimals as the step needs.
  std::vector<double> Ticks() const;
  std::string TickText(double tick) const;
  // Where a value stands between low (0) and high (1).
  double At(double value) const { return (value - low) / (high - low); }
};

// A scale that holds every value of the chart, or, stacked, every sum.
Scale ScaleOf(const v1::Chart& chart);

// Whether there are values, few enough and small enough to be drawn.
bool CanBeDrawn(const v1::Chart& chart);

}  // namespace sheaf::reports
