#include "server/reports/render/svg_axes.h"

#include <algorithm>

#include "server/reports/render/cell_text.h"

namespace sheaf::reports {
namespace {

constexpr double kWidth = 700;
constexpr double kUprightHeight = 330;
constexpr double kTitleRoom = 24;
constexpr double kLongestLabel = 210;
constexpr double kBarRoom = 16;
constexpr double kBandGap = 12;
constexpr double kValueRoom = 52;

double LongestLabel(const v1::Chart& chart) {
  double longest = 0;
  for (const std::string& label : chart.labels()) longest = std::max(longest, TextWidth(label));
  return longest;
}

double LongestTick(const Scale& scale) {
  double longest = 0;
  for (const double tick : scale.Ticks()) {
    longest = std::max(longest, TextWidth(scale.TickText(tick)));
  }
  return longest;
}

SvgAxes UprightAxes(const v1::Chart& chart) {
  SvgAxes axes;
  axes.scale = ScaleOf(chart);
  axes.labels = std::max(1, chart.labels_size());
  axes.width = kWidth;
  axes.height = kUprightHeight;
  axes.left = kTitleRoom + LongestTick(axes.scale) + 8;
  axes.top = 22;
  axes.right = kWidth - 24;
  axes.bottom = kUprightHeight - 48;
  return axes;
}

SvgAxes LyingAxes(const v1::Chart& chart) {
  SvgAxes axes = UprightAxes(chart);
  axes.lying = true;
  const int bars = chart.type() == v1::Chart::STACKED_BARS ? 1 : std::max(1, chart.series_size());
  // The title of the axis stands above the labels, and may be longer than any.
  axes.left =
      std::min(std::max(LongestLabel(chart), TextWidth(chart.x_title())), kLongestLabel) + 18;
  // A value stands behind the longest bar; it is hardly longer than the last tick.
  axes.right = kWidth - std::max(kValueRoom, LongestTick(axes.scale) + 24);
  axes.bottom = axes.top + axes.labels * (std::max(kBarRoom * bars, 20.0) + kBandGap);
  axes.height = axes.bottom + 48;
  return axes;
}

std::string ValueTitle(const v1::Chart& chart) {
  return NamesUnit(chart.y_title(), chart.unit()) ? chart.y_title()
                                                  : chart.y_title() + " (" + chart.unit() + ")";
}

void DrawUpright(const v1::Chart& chart, const SvgAxes& axes, SvgCanvas& canvas) {
  for (const double tick : axes.scale.Ticks()) {
    const double y = axes.ValueAt(tick);
    canvas.Line(axes.left, y, axes.right, y, "grid");
    canvas.Text(axes.left - 6, y + 4, "end", axes.scale.TickText(tick), "tick");
  }
  canvas.UprightText(13, (axes.top + axes.bottom) / 2, ValueTitle(chart));
  canvas.Text((axes.left + axes.right) / 2, axes.height - 8, "middle", chart.x_title(),
              "axis-title");
  if (chart.type() == v1::Chart::LINES) return;
  for (int i = 0; i < chart.labels_size(); ++i) {
    canvas.Text(axes.BandAt(i) + axes.BandSize() / 2, axes.bottom + 17, "middle", chart.labels(i));
  }
}

void DrawLying(const v1::Chart& chart, const SvgAxes& axes, SvgCanvas& canvas) {
  for (const double tick : axes.scale.Ticks()) {
    const double x = axes.ValueAt(tick);
    canvas.Line(x, axes.top, x, axes.bottom, "grid");
    canvas.Text(x, axes.bottom + 17, "middle", axes.scale.TickText(tick), "tick");
  }
  canvas.Text((axes.left + axes.right) / 2, axes.height - 8, "middle", ValueTitle(chart),
              "axis-title");
  canvas.Text(axes.left - 8, 12, "end", chart.x_title(), "axis-title");
  for (int i = 0; i < chart.labels_size(); ++i) {
    canvas.Text(axes.left - 8, axes.BandAt(i) + axes.BandSize() / 2 + 4, "end",
                Shortened(chart.labels(i), kLongestLabel));
  }
}

}  // namespace

double SvgAxes::ValueAt(double value) const {
  const double share = scale.At(value);
  return lying ? left + share * (right - left) : bottom - share * (bottom - top);
}

double SvgAxes::BandSize() const { return (lying ? bottom - top : right - left) / labels; }

double SvgAxes::BandAt(int index) const { return (lying ? top : left) + index * BandSize(); }

SvgAxes AxesFor(const v1::Chart& chart) {
  SvgAxes upright = UprightAxes(chart);
  if (chart.type() == v1::Chart::LINES) return upright;
  return LongestLabel(chart) + 8 <= upright.BandSize() ? upright : LyingAxes(chart);
}

void DrawAxes(const v1::Chart& chart, const SvgAxes& axes, SvgCanvas& canvas) {
  if (axes.lying) {
    DrawLying(chart, axes, canvas);
  } else {
    DrawUpright(chart, axes, canvas);
  }
}

std::string ValueText(double value) {
  const std::string text = NumberText(value);
  const size_t point = text.find('.');
  return point != std::string::npos && text.size() - point > 3 ? NumberText(value, 2) : text;
}

}  // namespace sheaf::reports
