#include "server/reports/render/svg_chart.h"

#include "server/reports/render/svg_axes.h"
#include "server/reports/render/svg_bars.h"
#include "server/reports/render/svg_canvas.h"
#include "server/reports/render/svg_lines.h"
#include "server/reports/render/svg_paint.h"

namespace sheaf::reports {
namespace {

void DrawBase(const SvgAxes& axes, SvgCanvas& canvas) {
  const double zero = axes.ValueAt(0);
  if (axes.lying) {
    canvas.Line(zero, axes.top, zero, axes.bottom, "base");
  } else {
    canvas.Line(axes.left, zero, axes.right, zero, "base");
  }
}

}  // namespace

std::string SvgChart(const v1::Chart& chart, const std::string& id) {
  const SvgAxes axes = AxesFor(chart);
  SvgCanvas canvas(axes.width, axes.height);
  if (chart.type() != v1::Chart::LINES) canvas.Raw(PatternDefinitions(id, chart.series_size()));
  DrawAxes(chart, axes, canvas);
  if (chart.type() == v1::Chart::LINES) {
    DrawLines(chart, axes, canvas);
  } else if (chart.type() == v1::Chart::STACKED_BARS) {
    DrawStackedBars(chart, id, axes, canvas);
  } else {
    DrawBars(chart, id, axes, canvas);
  }
  DrawBase(axes, canvas);
  return canvas.Finish(chart.title());
}

}  // namespace sheaf::reports
