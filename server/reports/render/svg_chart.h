// Charts as inline SVG: axis titles, a scale from zero, gaps where there is no value.
#pragma once

#include <string>

#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// The picture of the chart. Needs CanBeDrawn(chart). `id` is unique in the page.
std::string SvgChart(const v1::Chart& chart, const std::string& id);

}  // namespace sheaf::reports
