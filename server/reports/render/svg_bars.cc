#include "server/reports/render/svg_bars.h"

#include <algorithm>
#include <cmath>

#include "server/reports/render/captions.h"
#include "server/reports/render/svg_paint.h"

namespace sheaf::reports {
namespace {

constexpr double kWidestBar = 56;
constexpr double kLineHeight = 14;

// A bar from value `from` to value `to`, `thickness` wide at `position` across the value axis.
struct Bar {
  double position, thickness, from, to;
};

void DrawBar(const SvgAxes& axes, const Bar& bar, const std::string& paint, SvgCanvas& canvas) {
  const double start = std::min(axes.ValueAt(bar.from), axes.ValueAt(bar.to));
  const double length = std::abs(axes.ValueAt(bar.from) - axes.ValueAt(bar.to));
  if (axes.lying) {
    canvas.Rect(start, bar.position, length, bar.thickness, paint);
  } else {
    canvas.Rect(bar.position, start, bar.thickness, length, paint);
  }
}

// The value at the end of a bar, where there is room for it.
void WriteAtEnd(const SvgAxes& axes, const Bar& bar, const std::string& text, SvgCanvas& canvas) {
  const double middle = bar.position + bar.thickness / 2;
  if (axes.lying) {
    const bool negative = bar.to < 0;
    canvas.Text(axes.ValueAt(bar.to) + (negative ? -5 : 5), middle + 4, negative ? "end" : "start",
                text, "value");
  } else if (TextWidth(text) <= axes.BandSize() - 2 && TextWidth(text) <= bar.thickness + 18) {
    canvas.Text(middle, axes.ValueAt(bar.to) + (bar.to < 0 ? 14 : -5), "middle", text, "value");
  }
}

// The value inside of a part of a stack, where there is room for it.
void WriteInside(const SvgAxes& axes, const Bar& bar, const std::string& text, SvgCanvas& canvas) {
  const double length = std::abs(axes.ValueAt(bar.from) - axes.ValueAt(bar.to));
  const double across = bar.position + bar.thickness / 2;
  const double along = (axes.ValueAt(bar.from) + axes.ValueAt(bar.to)) / 2;
  if (axes.lying && length >= TextWidth(text) + 6) {
    canvas.Text(along, across + 4, "middle", text, "inside");
  } else if (!axes.lying && length >= kLineHeight && bar.thickness >= TextWidth(text)) {
    canvas.Text(across, along + 4, "middle", text, "inside");
  }
}

// One label's parts, one upon the other; negative ones hang below zero.
void DrawStack(const v1::Chart& chart, const std::string& id, const SvgAxes& axes, int label,
               SvgCanvas& canvas) {
  const double thickness = std::min(axes.BandSize() * 0.7, kWidestBar);
  const double position = axes.BandAt(label) + (axes.BandSize() - thickness) / 2;
  double above = 0;
  double below = 0;
  bool any = false;
  for (int i = 0; i < chart.series_size(); ++i) {
    const auto value = PointValue(chart.series(i), label);
    any = any || value.has_value();
    if (value.value_or(0) == 0) continue;
    double& base = *value < 0 ? below : above;
    const Bar bar{position, thickness, base, base + *value};
    base += *value;
    DrawBar(axes, bar, BarPaint(id, i, chart.series(i).projected()), canvas);
    WriteInside(axes, bar, ValueText(*value), canvas);
  }
  const Bar whole{position, thickness, 0, above};
  WriteAtEnd(axes, whole, any ? ValueText(above + below) : "–", canvas);
}

}  // namespace

void DrawBars(const v1::Chart& chart, const std::string& id, const SvgAxes& axes,
              SvgCanvas& canvas) {
  const double band = axes.BandSize();
  const double thickness = std::min(band * 0.78 / std::max(1, chart.series_size()), kWidestBar);
  const double margin = (band - thickness * chart.series_size()) / 2;
  for (int label = 0; label < chart.labels_size(); ++label) {
    for (int i = 0; i < chart.series_size(); ++i) {
      const auto value = PointValue(chart.series(i), label);
      const Bar bar{axes.BandAt(label) + margin + i * thickness, thickness, 0, value.value_or(0)};
      if (value) DrawBar(axes, bar, BarPaint(id, i, chart.series(i).projected()), canvas);
      WriteAtEnd(axes, bar, value ? ValueText(*value) : "–", canvas);
    }
  }
}

void DrawStackedBars(const v1::Chart& chart, const std::string& id, const SvgAxes& axes,
                     SvgCanvas& canvas) {
  for (int i = 0; i < chart.labels_size(); ++i) DrawStack(chart, id, axes, i, canvas);
}

}  // namespace sheaf::reports
