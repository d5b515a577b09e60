#include "server/reports/render/chart_scale.h"

#include <algorithm>
#include <cmath>

#include "server/reports/render/captions.h"
#include "server/reports/render/cell_text.h"

namespace sheaf::reports {
namespace {

constexpr double kLargest = 1e15;
constexpr double kSmallest = 1e-9;
constexpr int kMostPoints = 2000;
constexpr int kTicks = 5;

// The first of 1, 2, 5, 10, 20, ... that covers `range` in about kTicks steps.
double StepOf(double range) {
  const double rough = range / kTicks;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough * 0.999) return factor * power;
  }
  return 10 * power;
}

struct Extent {
  double low = 0;
  double high = 0;
  void Include(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

// What one label's points reach, each by itself or one upon the other.
void IncludePoints(const v1::Chart& chart, int point, Extent& extent) {
  double above = 0;
  double below = 0;
  for (const v1::Series& series : chart.series()) {
    const double value = PointValue(series, point).value_or(0);
    extent.Include(value);
    (value < 0 ? below : above) += value;
  }
  if (chart.type() != v1::Chart::STACKED_BARS) return;
  extent.Include(above);
  extent.Include(below);
}

}  // namespace

std::vector<double> Scale::Ticks() const {
  std::vector<double> ticks;
  const int count = static_cast<int>(std::lround((high - low) / step));
  for (int i = 0; i <= count; ++i) ticks.push_back(low + i * step);
  return ticks;
}

std::string Scale::TickText(double tick) const {
  const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
  return NumberText(tick, decimals);
}

Scale ScaleOf(const v1::Chart& chart) {
  Extent extent;
  for (int i = 0; i < chart.labels_size(); ++i) IncludePoints(chart, i, extent);
  const double range = extent.high - extent.low;
  if (range < kSmallest) return Scale{};
  Scale scale;
  scale.step = StepOf(range);
  scale.low = std::floor(extent.low / scale.step) * scale.step;
  scale.high = std::ceil(extent.high / scale.step - 1e-9) * scale.step;
  return scale;
}

bool CanBeDrawn(const v1::Chart& chart) {
  if (chart.labels_size() > kMostPoints / std::max(1, chart.series_size())) return false;
  bool any = false;
  for (const v1::Series& series : chart.series()) {
    for (int i = 0; i < chart.labels_size(); ++i) {
      const auto value = PointValue(series, i);
      if (value && std::abs(*value) > kLargest) return false;
      any = any || value.has_value();
    }
  }
  return any;
}

}  // namespace sheaf::reports
