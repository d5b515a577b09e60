// What tells the series of a chart apart: colours that differ in lightness too, patterns and the
// shapes of points, so that a grey print and a colour-blind reader lose nothing. Dashed and hollow
// always mean projected.
#pragma once

#include <string>

#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// The definitions that BarPaint refers to, for series 0 to count-1. `id` is the chart's, unique in
// the page.
std::string PatternDefinitions(const std::string& id, int count);

// SVG attributes for the bar or area of a series.
std::string BarPaint(const std::string& id, int series, bool projected);

// SVG attributes for the line of a series.
std::string LinePaint(int series, bool projected);

// The mark of a point at (x, y).
std::string PointMark(int series, bool projected, double x, double y);

// A list of the series with a swatch each; what a gap means where the chart has one. Empty where
// there is but one series, not projected, without a gap.
std::string Legend(const v1::Chart& chart, const std::string& id);

}  // namespace sheaf::reports
