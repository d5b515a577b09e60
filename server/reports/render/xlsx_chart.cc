#include "server/reports/render/xlsx_chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "proto/values/number.h"
#include "server/reports/render/captions.h"
#include "server/reports/render/cell_text.h"
#include "server/reports/render/chart_scale.h"
#include "server/reports/render/plain_text.h"
#include "server/reports/render/xlsx_table.h"
#include "server/reports/render/xlsx_text.h"

namespace sheaf::reports {
namespace {

constexpr int kWidth = 780;
constexpr int kHeight = 340;
constexpr int kRowHeight = 22;
// Labels that are longer lie beside their bars.
constexpr int kUprightCharacters = 80;
constexpr int kMostLabelled = 60;
constexpr lxw_color_t kInk = 0x1B2733;
constexpr lxw_color_t kGrid = 0xE3E8EC;
constexpr lxw_color_t kWhite = 0xFFFFFF;

struct Look {
  lxw_color_t ink, ground;
  uint8_t pattern;
  uint8_t marker;
};

// As on the HTML page: told apart by pattern and shape, so in grey as well.
constexpr std::array<Look, 6> kLooks = {{
    {0x17456B, 0x17456B, LXW_CHART_PATTERN_NONE, LXW_CHART_MARKER_CIRCLE},
    {0xB4540A, 0xE8A45C, LXW_CHART_PATTERN_NONE, LXW_CHART_MARKER_SQUARE},
    {0x3F6F8F, 0xDCE8F0, LXW_CHART_PATTERN_LIGHT_UPWARD_DIAGONAL, LXW_CHART_MARKER_TRIANGLE},
    {0x6B7682, 0xF1F3F5, LXW_CHART_PATTERN_PERCENT_10, LXW_CHART_MARKER_DIAMOND},
    {0x2A7350, 0xD3EADD, LXW_CHART_PATTERN_LIGHT_HORIZONTAL, LXW_CHART_MARKER_LONG_DASH},
    {0x86406B, 0xF3DCEA, LXW_CHART_PATTERN_LIGHT_DOWNWARD_DIAGONAL, LXW_CHART_MARKER_X},
}};

const Look& LookOf(int series) { return kLooks.at(series % kLooks.size()); }

// Labels that are years stand in proportion to time, as on the page.
bool IsTimed(const v1::Chart& chart) {
  if (chart.type() != v1::Chart::LINES || chart.labels_size() < 2) return false;
  double before = 0;
  for (const std::string& label : chart.labels()) {
    const auto year = label.size() == 4 ? ParseNumber(label) : std::nullopt;
    if (!year || *year <= before || *year != std::floor(*year)) return false;
    before = *year;
  }
  return true;
}

// The figures, with empty cells for gaps: Excel would draw a word as zero.
XlsxTable Figures(const v1::Chart& chart) {
  v1::Table table = FiguresBehind(chart);
  const std::string unit = chart.unit().empty() ? "" : " (" + chart.unit() + ")";
  table.set_title(chart.title() + ": the figures" + unit);
  for (v1::Column& column : *table.mutable_columns()) column.clear_unit();
  bool gaps = false;
  for (v1::Row& row : *table.mutable_rows()) {
    for (int i = 1; i < row.cells_size(); ++i) {
      if (!row.cells(i).has_text()) continue;
      row.mutable_cells(i)->Clear();
      gaps = true;
    }
  }
  XlsxTable figures(std::move(table));
  if (gaps) figures.AddRemark("An empty cell is no value, not a zero.");
  if (IsTimed(chart)) figures.MakeYears();
  return figures;
}

bool Lies(const v1::Chart& chart) {
  int longest = 0;
  for (const std::string& label : chart.labels()) longest = std::max(longest, DisplayWidth(label));
  return longest * chart.labels_size() > kUprightCharacters;
}

lxw_chart* NewChart(const v1::Chart& chart, bool lies, lxw_workbook* workbook) {
  if (chart.type() == v1::Chart::LINES) {
    return workbook_add_chart(
        workbook, IsTimed(chart) ? LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS : LXW_CHART_LINE);
  }
  if (chart.type() == v1::Chart::STACKED_BARS) {
    return workbook_add_chart(workbook, lies ? LXW_CHART_BAR_STACKED : LXW_CHART_COLUMN_STACKED);
  }
  return workbook_add_chart(workbook, lies ? LXW_CHART_BAR : LXW_CHART_COLUMN);
}

void PaintLine(int index, bool projected, lxw_chart_series* series) {
  const Look& look = LookOf(index);
  lxw_chart_line line = {};
  line.color = look.ink;
  line.width = 2.25F;
  line.dash_type = projected ? LXW_CHART_LINE_DASH_DASH : LXW_CHART_LINE_DASH_SOLID;
  chart_series_set_line(series, &line);
  chart_series_set_marker_type(series, look.marker);
  chart_series_set_marker_size(series, 7);
  lxw_chart_line outline = {};
  outline.color = look.ink;
  outline.width = 1.5F;
  chart_series_set_marker_line(series, &outline);
  lxw_chart_fill fill = {};
  fill.color = projected ? kWhite : look.ink;
  chart_series_set_marker_fill(series, &fill);
}

void PaintBar(int index, bool projected, lxw_chart_series* series) {
  const Look& look = LookOf(index);
  lxw_chart_line outline = {};
  outline.color = look.ink;
  outline.width = 1.25F;
  outline.dash_type = projected ? LXW_CHART_LINE_DASH_DASH : LXW_CHART_LINE_DASH_SOLID;
  chart_series_set_line(series, &outline);
  if (projected || look.pattern == LXW_CHART_PATTERN_NONE) {
    lxw_chart_fill fill = {};
    fill.color = projected ? kWhite : look.ground;
    chart_series_set_fill(series, &fill);
    return;
  }
  lxw_chart_pattern pattern = {};
  pattern.fg_color = look.ink;
  pattern.bg_color = look.ground;
  pattern.type = look.pattern;
  chart_series_set_pattern(series, &pattern);
}

// The values at the bars and points. In a stack a zero has no part, so no label.
void LabelValues(const v1::Chart& chart, int index, lxw_chart_series* series) {
  if (chart.labels_size() * chart.series_size() > kMostLabelled) return;
  const bool stacked = chart.type() == v1::Chart::STACKED_BARS;
  chart_series_set_labels(series);
  chart_series_set_labels_num_format(series, stacked ? "#,##0.##;-#,##0.##;;" : "General");
  if (chart.type() == v1::Chart::LINES) {
    chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_ABOVE);
  }
  const bool on_dark = stacked && index % kLooks.size() == 0 && !chart.series(index).projected();
  lxw_chart_font font = {};
  font.size = 9;
  font.color = on_dark ? kWhite : kInk;
  chart_series_set_labels_font(series, &font);
}

void AddSeries(const v1::Chart& chart, const XlsxTable& figures, const XlsxSheet& sheet,
               lxw_chart* drawn) {
  const auto first = static_cast<lxw_row_t>(figures.first_row());
  const lxw_row_t last = first + static_cast<lxw_row_t>(chart.labels_size()) - 1;
  for (int i = 0; i < chart.series_size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i + 1);
    lxw_chart_series* series = chart_add_series(drawn, nullptr, nullptr);
    chart_series_set_categories(series, sheet.name().c_str(), first, 0, last, 0);
    chart_series_set_values(series, sheet.name().c_str(), first, column, last, column);
    chart_series_set_name_range(series, sheet.name().c_str(), figures.head_row(), column);
    const bool projected = chart.series(i).projected();
    if (chart.type() == v1::Chart::LINES) {
      PaintLine(i, projected, series);
    } else {
      PaintBar(i, projected, series);
    }
    LabelValues(chart, i, series);
  }
}

std::string ValueTitle(const v1::Chart& chart) {
  return NamesUnit(chart.y_title(), chart.unit()) ? chart.y_title()
                                                  : chart.y_title() + " (" + chart.unit() + ")";
}

void NameAxis(lxw_chart_axis* axis, const std::string& title) {
  lxw_chart_font font = {};
  font.size = 10;
  font.color = kInk;
  chart_axis_set_name(axis, XlsxTitle(title).c_str());
  chart_axis_set_name_font(axis, &font);
}

void SetValueAxis(const v1::Chart& chart, lxw_chart_axis* axis) {
  NameAxis(axis, ValueTitle(chart));
  lxw_chart_line grid = {};
  grid.color = kGrid;
  chart_axis_major_gridlines_set_visible(axis, LXW_TRUE);
  chart_axis_major_gridlines_set_line(axis, &grid);
  const Scale scale = ScaleOf(chart);
  chart_axis_set_min(axis, scale.low);
  chart_axis_set_max(axis, scale.high);
  chart_axis_set_major_unit(axis, scale.step);
  const std::string tick = scale.TickText(scale.step);
  const size_t point = tick.find('.');
  const size_t decimals = point == std::string::npos ? 0 : tick.size() - point - 1;
  chart_axis_set_num_format(
      axis, decimals == 0 ? "#,##0" : ("#,##0." + std::string(decimals, '0')).c_str());
}

// The axis of time begins and ends beside the first and the last year.
void SetLabelAxis(const v1::Chart& chart, lxw_chart_axis* axis) {
  NameAxis(axis, chart.x_title());
  if (!IsTimed(chart)) return;
  const double begin = ParseNumber(chart.labels(0)).value_or(0);
  const double end = ParseNumber(chart.labels(chart.labels_size() - 1)).value_or(0);
  const double step = std::max(1.0, std::ceil((end - begin) / 12));
  chart_axis_set_min(axis, begin - step);
  chart_axis_set_max(axis, end + step);
  chart_axis_set_major_unit(axis, step);
  chart_axis_set_num_format(axis, "0");
  chart_axis_major_gridlines_set_visible(axis, LXW_FALSE);
}

// Of bars that lie, the labels stand on the axis that libxlsxwriter calls y, and the first label on
// top.
void SetAxes(const v1::Chart& chart, bool lies, lxw_chart* drawn) {
  SetValueAxis(chart, lies ? drawn->x_axis : drawn->y_axis);
  SetLabelAxis(chart, lies ? drawn->y_axis : drawn->x_axis);
  if (!lies) return;
  chart_axis_set_reverse(drawn->y_axis);
  chart_axis_set_crossing_max(drawn->y_axis);
  chart_axis_major_gridlines_set_visible(drawn->y_axis, LXW_FALSE);
}

void SetTitle(const v1::Chart& chart, lxw_chart* drawn) {
  lxw_chart_font font = {};
  font.size = 12;
  font.bold = LXW_TRUE;
  font.color = kInk;
  chart_title_set_name(drawn, XlsxTitle(chart.title()).c_str());
  chart_title_set_name_font(drawn, &font);
  const bool needs_legend = chart.series_size() > 1 || chart.series(0).projected();
  chart_legend_set_position(drawn, needs_legend ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
}

int HeightOf(const v1::Chart& chart, bool lies) {
  if (!lies) return kHeight;
  const int bars = chart.type() == v1::Chart::STACKED_BARS ? 1 : chart.series_size();
  return std::max(kHeight, 150 + chart.labels_size() * (12 + 16 * bars));
}

void InsertAt(int row, int height, lxw_chart* drawn, lxw_worksheet* sheet) {
  lxw_chart_options options = {};
  options.x_scale = kWidth / 480.0;
  options.y_scale = height / 288.0;
  options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
  worksheet_insert_chart_opt(sheet, static_cast<lxw_row_t>(row), 0, drawn, &options);
}

}  // namespace

void WidenForChart(const v1::Chart& chart, XlsxSheet* sheet) { Figures(chart).Widen(sheet); }

void WriteChart(const v1::Chart& chart, XlsxSheet* sheet) {
  XlsxTable figures = Figures(chart);
  if (!CanBeDrawn(chart)) return figures.Write(sheet);
  const bool lies = chart.type() != v1::Chart::LINES && Lies(chart);
  const int height = HeightOf(chart, lies);
  const int row = sheet->row();
  sheet->Skip(height / kRowHeight + 2);
  figures.Write(sheet);
  lxw_chart* drawn = NewChart(chart, lies, sheet->workbook());
  SetTitle(chart, drawn);
  AddSeries(chart, figures, *sheet, drawn);
  SetAxes(chart, lies, drawn);
  chart_show_blanks_as(drawn, LXW_CHART_BLANKS_AS_GAP);
  if (chart.type() != v1::Chart::LINES) chart_set_series_gap(drawn, 60);
  InsertAt(row, height, drawn, sheet->sheet());
}

}  // namespace sheaf::reports
