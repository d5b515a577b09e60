// Bars of a chart, side by side or one upon the other, with their values.
#pragma once

#include <string>

#include "server/reports/render/svg_axes.h"
#include "server/reports/render/svg_canvas.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// `id` is that of PatternDefinitions.
void DrawBars(const v1::Chart& chart, const std::string& id, const SvgAxes& axes,
              SvgCanvas& canvas);
void DrawStackedBars(const v1::Chart& chart, const std::string& id, const SvgAxes& axes,
                     SvgCanvas& canvas);

}  // namespace sheaf::reports
