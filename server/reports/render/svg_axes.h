// The frame of a chart: where things stand in it, its axes and their titles.
#pragma once

#include <string>

#include "server/reports/render/chart_scale.h"
#include "server/reports/render/svg_canvas.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

struct SvgAxes {
  // True: bars run from left to right, because their labels are too long to stand side by side.
  bool lying = false;
  double width = 0;
  double height = 0;
  // The edges of the drawing area.
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  int labels = 1;
  Scale scale;

  // Where a value stands along the value axis.
  double ValueAt(double value) const;
  // How much room each label has, and where that of label `index` begins.
  double BandSize() const;
  double BandAt(int index) const;
};

SvgAxes AxesFor(const v1::Chart& chart);

// Grid lines, ticks, the base line and the titles; labels too, for bars.
void DrawAxes(const v1::Chart& chart, const SvgAxes& axes, SvgCanvas& canvas);

// A value as it is written beside its bar or point: two decimals at most.
std::string ValueText(double value);

}  // namespace sheaf::reports
