#include "server/reports/render/svg_lines.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "proto/values/number.h"
#include "server/reports/render/captions.h"
#include "server/reports/render/svg_paint.h"

namespace sheaf::reports {
namespace {

// Where each label stands across: years in proportion to time, everything else evenly.
std::vector<double> Positions(const v1::Chart& chart, const SvgAxes& axes) {
  std::vector<double> years;
  for (const std::string& label : chart.labels()) {
    const auto year = label.size() == 4 ? ParseNumber(label) : std::nullopt;
    if (year && (years.empty() || *year > years.back())) years.push_back(*year);
  }
  std::vector<double> positions;
  const bool timed = years.size() > 1 && static_cast<int>(years.size()) == chart.labels_size();
  const double left = axes.left + 24;
  const double room = axes.right - 24 - left;
  for (int i = 0; i < chart.labels_size(); ++i) {
    positions.push_back(timed ? left + room * (years[i] - years[0]) / (years.back() - years[0])
                              : axes.BandAt(i) + axes.BandSize() / 2);
  }
  return positions;
}

// As many labels as stand side by side without touching.
void WriteLabels(const v1::Chart& chart, const std::vector<double>& positions, const SvgAxes& axes,
                 SvgCanvas& canvas) {
  double free_from = 0;
  for (int i = 0; i < chart.labels_size(); ++i) {
    const std::string text = Shortened(chart.labels(i), 110);
    const double half = TextWidth(text) / 2;
    if (positions[i] - half < free_from) continue;
    canvas.Line(positions[i], axes.bottom, positions[i], axes.bottom + 4, "base");
    canvas.Text(positions[i], axes.bottom + 18, "middle", text);
    free_from = positions[i] + half + 8;
  }
}

// The path of a series: a new stroke after each gap.
std::string LinePath(const v1::Series& series, const std::vector<double>& positions,
                     const SvgAxes& axes) {
  std::string path;
  bool drawing = false;
  for (size_t i = 0; i < positions.size(); ++i) {
    const auto value = PointValue(series, static_cast<int>(i));
    if (value) path += (drawing ? "L" : "M") + At(positions[i]) + " " + At(axes.ValueAt(*value));
    drawing = value.has_value();
  }
  return path;
}

// Writes values beside points, each where it touches none that is written already, or not at all.
class ValueWriter {
 public:
  explicit ValueWriter(SvgCanvas& canvas) : canvas_(canvas) {}

  void Keep(double x, double y) { taken_.push_back({x - 5, x + 5, y - 5, y + 5}); }

  void Write(double x, double y, const std::string& text) {
    const double half = TextWidth(text) / 2;
    if (written_.contains({x, text})) return;
    for (const double baseline : {y - 9, y + 18}) {
      const Box box{x - half, x + half, baseline - 10, baseline + 2};
      if (!IsFree(box)) continue;
      taken_.push_back(box);
      written_.insert({x, text});
      canvas_.Text(x, baseline, "middle", text, "value");
      return;
    }
  }

 private:
  struct Box {
    double left, right, top, bottom;
  };

  bool IsFree(const Box& box) const {
    return std::none_of(taken_.begin(), taken_.end(), [&box](const Box& other) {
      return box.left < other.right && other.left < box.right && box.top < other.bottom &&
             other.top < box.bottom;
    });
  }

  SvgCanvas& canvas_;
  std::vector<Box> taken_;
  // Two series that meet in a point share its value.
  std::set<std::pair<double, std::string>> written_;
};

}  // namespace

void DrawLines(const v1::Chart& chart, const SvgAxes& axes, SvgCanvas& canvas) {
  const std::vector<double> positions = Positions(chart, axes);
  WriteLabels(chart, positions, axes, canvas);
  ValueWriter values(canvas);
  for (int i = 0; i < chart.series_size(); ++i) {
    const v1::Series& series = chart.series(i);
    canvas.Path(LinePath(series, positions, axes), LinePaint(i, series.projected()));
    for (int point = 0; point < chart.labels_size(); ++point) {
      const auto value = PointValue(series, point);
      if (!value) continue;
      canvas.Raw(PointMark(i, series.projected(), positions[point], axes.ValueAt(*value)));
      values.Keep(positions[point], axes.ValueAt(*value));
    }
  }
  for (const v1::Series& series : chart.series()) {
    for (int point = chart.labels_size() - 1; point >= 0; --point) {
      const auto value = PointValue(series, point);
      if (value) values.Write(positions[point], axes.ValueAt(*value), ValueText(*value));
    }
  }
}

}  // namespace sheaf::reports
