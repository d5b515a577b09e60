// Lines of a chart, with their points, values and the labels below.
#pragma once

#include "server/reports/render/svg_axes.h"
#include "server/reports/render/svg_canvas.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// Labels that are years stand in proportion to time. A line breaks where a point has no value.
void DrawLines(const v1::Chart& chart, const SvgAxes& axes, SvgCanvas& canvas);

}  // namespace sheaf::reports
