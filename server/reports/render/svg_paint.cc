#include "server/reports/render/svg_paint.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "server/reports/render/captions.h"
#include "server/reports/render/html_text.h"
#include "server/reports/render/svg_canvas.h"

namespace sheaf::reports {
namespace {

struct Look {
  // Of lines, points and outlines.
  std::string_view ink;
  // Of bars.
  std::string_view ground;
  // What is drawn on the ground, in ink, in a tile of 8 by 8; empty: nothing.
  std::string_view pattern;
  // A point's shape around 0,0.
  std::string_view point;
};

constexpr Look kLooks[] = {
    {"#17456b", "#17456b", "", "M0-4.2A4.2 4.2 0 1 1 0 4.2A4.2 4.2 0 1 1 0-4.2Z"},
    {"#b4540a", "#e8a45c", "", "M-3.8-3.8H3.8V3.8H-3.8Z"},
    {"#3f6f8f", "#dce8f0", "M-2 2L2-2M0 8L8 0M6 10L10 6", "M0-5L4.8 3.6H-4.8Z"},
    {"#6b7682", "#f1f3f5", "M2 2h1.6v1.6h-1.6zM6 6h1.6v1.6h-1.6z", "M0-5L5 0L0 5L-5 0Z"},
    {"#2a7350", "#d3eadd", "M0 2H8M0 6H8", "M-4.8-3.6H4.8L0 5Z"},
    {"#86406b", "#f3dcea", "M0 0L8 8M8 0L0 8", "M-4-1.4H-1.4V-4H1.4V-1.4H4V1.4H1.4V4H-1.4V1.4H-4Z"},
};

const Look& LookOf(int series) { return kLooks[series % std::size(kLooks)]; }

std::string PatternId(const std::string& id, int series) {
  return id + "-fill-" + std::to_string(series % static_cast<int>(std::size(kLooks)) + 1);
}

bool HasGap(const v1::Chart& chart) {
  return std::any_of(chart.series().begin(), chart.series().end(), [&](const v1::Series& series) {
    for (int i = 0; i < chart.labels_size(); ++i) {
      if (!PointValue(series, i)) return true;
    }
    return false;
  });
}

std::string Swatch(const v1::Chart& chart, const std::string& id, int series) {
  const bool projected = chart.series(series).projected();
  SvgCanvas canvas(26, 14);
  if (chart.type() == v1::Chart::LINES) {
    canvas.Path("M1 7H25", LinePaint(series, projected));
    canvas.Raw(PointMark(series, projected, 13, 7));
  } else {
    canvas.Rect(1, 1, 24, 12, BarPaint(id, series, projected));
  }
  return canvas.Finish("");
}

}  // namespace

std::string PatternDefinitions(const std::string& id, int count) {
  std::string definitions;
  for (int i = 0; i < std::min<int>(count, std::size(kLooks)); ++i) {
    const Look& look = LookOf(i);
    if (look.pattern.empty()) continue;
    definitions += "<pattern id=\"" + PatternId(id, i) +
                   "\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">";
    definitions += "<rect width=\"8\" height=\"8\" fill=\"" + std::string(look.ground) + "\"/>";
    definitions += "<path d=\"" + std::string(look.pattern) + "\" stroke=\"" +
                   std::string(look.ink) + "\" stroke-width=\"1.1\"/></pattern>\n";
  }
  return definitions.empty() ? definitions : "<defs>\n" + definitions + "</defs>\n";
}

std::string BarPaint(const std::string& id, int series, bool projected) {
  const Look& look = LookOf(series);
  const std::string outline = " stroke=\"" + std::string(look.ink) + "\"";
  if (projected)
    return "fill=\"#fff\"" + outline + " stroke-width=\"1.5\" stroke-dasharray=\"4 3\"";
  if (look.pattern.empty()) return "fill=\"" + std::string(look.ground) + "\"" + outline;
  return "fill=\"url(#" + PatternId(id, series) + ")\"" + outline;
}

std::string LinePaint(int series, bool projected) {
  return "fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke=\"" +
         std::string(LookOf(series).ink) + "\"" + (projected ? " stroke-dasharray=\"5 4\"" : "");
}

std::string PointMark(int series, bool projected, double x, double y) {
  const Look& look = LookOf(series);
  return "<path d=\"" + std::string(look.point) + "\" transform=\"translate(" + At(x) + " " +
         At(y) + ")\" stroke-width=\"1.5\" stroke=\"" + std::string(look.ink) + "\" fill=\"" +
         (projected ? "#fff" : std::string(look.ink)) + "\"/>\n";
}

std::string Legend(const v1::Chart& chart, const std::string& id) {
  const bool gap = HasGap(chart);
  if (chart.series_size() == 1 && !chart.series(0).projected() && !gap) return "";
  std::string html = "<ul class=\"legend\">\n";
  for (int i = 0; i < chart.series_size(); ++i) {
    html += "<li>" + Swatch(chart, id, i) + Html(SeriesText(chart.series(i))) + "</li>\n";
  }
  if (gap && chart.type() != v1::Chart::LINES) html += "<li>–\u00A0\u00A0no value</li>\n";
  return html + "</ul>\n";
}

}  // namespace sheaf::reports
