#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "server/reports/render/chart_scale.h"
#include "server/reports/render/document_text.h"
#include "server/reports/render/render.h"
#include "server/reports/render/svg_axes.h"
#include "server/reports/render/svg_canvas.h"
#include "server/reports/render/svg_chart.h"

namespace sheaf::reports {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

v1::Chart ChartOf(const std::string& text) {
  return BlockOf("chart { x_title: 'Year' y_title: 'Share' " + text + " }")
      .sections(0)
      .blocks(0)
      .chart();
}

v1::Chart ChartOfValues(const std::vector<double>& values) {
  v1::Chart chart = ChartOf("type: BARS series {}");
  for (const double value : values) {
    chart.add_labels("label");
    chart.mutable_series(0)->add_points()->set_value(value);
  }
  return chart;
}

int Occurrences(const std::string& text, const std::string& of) {
  int count = 0;
  for (size_t at = text.find(of); at != std::string::npos; at = text.find(of, at + 1)) ++count;
  return count;
}

TEST(Scale, CountsFromZeroInStepsThatPeopleCountIn) {
  const Scale scale = ScaleOf(ChartOfValues({16.2, 23}));
  EXPECT_THAT(scale.Ticks(), ElementsAre(0, 5, 10, 15, 20, 25));
  EXPECT_EQ(scale.TickText(25), "25");
  EXPECT_DOUBLE_EQ(scale.At(25), 1);
}

TEST(Scale, ReachesBelowZeroWhereValuesDo) {
  const Scale scale = ScaleOf(ChartOfValues({-0.3, 0.4}));
  EXPECT_LE(scale.low, -0.3);
  EXPECT_GE(scale.high, 0.4);
  EXPECT_EQ(scale.TickText(-0.2), "-0.2");
}

TEST(Scale, AddsUpAStack) {
  const v1::Chart chart = ChartOf(
      "type: STACKED_BARS labels: 'a' series { points { value: 60 } } "
      "series { points { value: 70 } }");
  EXPECT_GE(ScaleOf(chart).high, 130);
}

TEST(Scale, StandsForNothingButZeros) {
  const Scale scale = ScaleOf(ChartOfValues({0, 0}));
  EXPECT_DOUBLE_EQ(scale.low, 0);
  EXPECT_DOUBLE_EQ(scale.high, 1);
}

TEST(CanBeDrawn, RefusesWhatMakesNoPicture) {
  EXPECT_TRUE(CanBeDrawn(ChartOfValues({1})));
  EXPECT_FALSE(CanBeDrawn(ChartOfValues({})));
  EXPECT_FALSE(CanBeDrawn(ChartOfValues({1, 1e300})));
  EXPECT_FALSE(CanBeDrawn(ChartOfValues({std::numeric_limits<double>::quiet_NaN()})));
  EXPECT_FALSE(CanBeDrawn(ChartOfValues(std::vector<double>(5000, 1.0))));
}

TEST(SvgChart, NamesBothAxesAndTheUnit) {
  const std::string svg = SvgChart(
      ChartOf("title: 'T' type: BARS unit: '%' labels: 'a' series { points { value: 1 } }"), "c");
  EXPECT_THAT(svg, HasSubstr(">Year</text>"));
  EXPECT_THAT(svg, HasSubstr(">Share (%)</text>"));
  EXPECT_THAT(svg, HasSubstr("role=\"img\" aria-label=\"T\""));
}

TEST(SvgChart, HasRoomForTheValueBehindTheLongestBar) {
  for (const double value : {9.0, 999.0, 999'700.0, 12'345'678.0}) {
    v1::Chart chart = ChartOfValues({value});
    chart.set_type(v1::Chart::STACKED_BARS);
    chart.set_labels(0, std::string(200, 'x'));  // too long to stand below a bar
    const SvgAxes axes = AxesFor(chart);
    ASSERT_TRUE(axes.lying);
    EXPECT_LE(axes.ValueAt(value) + 5 + TextWidth(ValueText(value)), axes.width) << value;
  }
}

TEST(SvgChart, BreaksALineWhereAValueIsMissing) {
  const std::string svg = SvgChart(ChartOf(R"pb(
                                     type: LINES
                                     labels: "a"
                                     labels: "b"
                                     labels: "c"
                                     labels: "d"
                                     series {
                                       points { value: 1 }
                                       points { value: 2 }
                                       points {}
                                       points { value: 3 }
                                     })pb"),
                                   "c");
  const size_t path = svg.find("<path d=\"M");
  const std::string d = svg.substr(path, svg.find("fill", path) - path);
  EXPECT_EQ(Occurrences(d, "M"), 2);
  EXPECT_EQ(Occurrences(d, "L"), 1);
}

TEST(SvgChart, DrawsWhatIsProjectedDashedAndHollow) {
  const std::string fact = "series { points { value: 1 } points { value: 2 } }";
  const std::string plan = "series { projected: true points { value: 1 } points { value: 2 } }";
  const std::string labels = "type: LINES labels: '2024' labels: '2025' ";
  EXPECT_THAT(SvgChart(ChartOf(labels + fact), "c"), Not(HasSubstr("stroke-dasharray")));
  EXPECT_THAT(SvgChart(ChartOf(labels + plan), "c"), HasSubstr("stroke-dasharray"));
  EXPECT_THAT(SvgChart(ChartOf(labels + plan), "c"), HasSubstr("fill=\"#fff\""));
}

TEST(SvgChart, DrawsNoBarForAMissingValueButWritesADash) {
  const v1::Chart chart = ChartOf(
      "type: BARS labels: 'BRN' labels: 'KHM' labels: 'LAO' "
      "series { points { value: 3 } points {} points { value: 0 } }");
  const std::string svg = SvgChart(chart, "c");
  EXPECT_EQ(Occurrences(svg, "<rect"), 2);
  EXPECT_THAT(svg, HasSubstr("class=\"value\">–</text>"));
  EXPECT_THAT(svg, HasSubstr("class=\"value\">0</text>"));
}

TEST(SvgChart, LaysBarsDownWhereLabelsAreLong) {
  const std::string series = "series { points { value: 1 } points { value: 2 } }";
  EXPECT_FALSE(AxesFor(ChartOf("type: BARS labels: 'BRN' labels: 'KHM' " + series)).lying);
  const std::string lengthy = "'Food, agriculture and forestry, with all of their programmes'";
  EXPECT_TRUE(AxesFor(ChartOf("type: BARS labels: 'ICT' labels: " + lengthy + series)).lying);
}

TEST(SvgChart, EscapesItsTexts) {
  const std::string svg = SvgChart(
      ChartOf("title: '\"><script>' type: BARS labels: '<b>' series { points { value: 1 } }"), "c");
  EXPECT_THAT(svg, Not(HasSubstr("<script>")));
  EXPECT_THAT(svg, HasSubstr("&lt;b&gt;</text>"));
}

TEST(Shortened, CutsBetweenLettersNotBytes) {
  EXPECT_EQ(Shortened("plan", 100), "plan");
  const std::string cut = Shortened("ởởởởởởởởởởởởởởởởởởởởởởởở", 60);
  EXPECT_LE(TextWidth(cut), 60);
  EXPECT_THAT(cut, HasSubstr("ở…"));
}

TEST(ChartInHtml, CarriesItsFiguresAndALegend) {
  const std::string html = RenderHtml(BlockOf(R"pb(
                             chart {
                               title: "Reported"
                               type: BARS
                               x_title: "State"
                               y_title: "Milestones"
                               labels: "BRN"
                               labels: "LAO"
                               series {
                                 title: "Milestones"
                                 points { value: 3 }
                                 points {}
                               }
                             })pb"))
                               .content;
  EXPECT_THAT(html, HasSubstr("<figcaption>Reported</figcaption>"));
  EXPECT_THAT(html, HasSubstr("no value</li>"));
  EXPECT_THAT(html, HasSubstr("<summary>The figures</summary>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"muted numeric short\">no value</td>"));
}

TEST(ChartInHtml, ShowsOnlyTheFiguresOfWhatCannotBeDrawn) {
  const std::string html = RenderHtml(BlockOf("chart { title: 'Nothing yet' }")).content;
  EXPECT_THAT(html, HasSubstr("The figures, which cannot be drawn"));
  EXPECT_THAT(html, Not(HasSubstr("<svg")));
}

}  // namespace
}  // namespace sheaf::reports
