#include "plugins/energy/gap_and_pace.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "plugins/energy/way_to_target.h"
#include "plugins/sdk/kpi_reading.h"
#include "plugins/sdk/layout.h"
#include "plugins/sdk/result_cell.h"
#include "proto/values/number.h"

namespace sheaf::energy {
namespace {

using plugin::Facts;
using plugin::ResultCell;
using sheaf::v1::Cell;
using sheaf::v1::Section;

std::string YearOrNothing(int year) { return year == 0 ? "" : std::to_string(year); }

Cell FigureCell(const std::optional<YearValue>& figure) {
  if (!figure) return layout::Missing(sheaf::v1::NOT_REPORTED);
  return layout::From(layout::InPeriod(layout::Number(figure->value), YearOrNothing(figure->year)),
                      figure->record);
}

// In the unit of the KPI, with the decimals of the figures it is made of.
int GapDecimals(const WayToTarget& way) {
  if (way.edition == nullptr || !way.edition->actual || !way.outlook->target) return 0;
  return DecimalsOf(way.edition->actual->value, way.outlook->target->value);
}

Cell TargetCell(const Outlook& outlook, layout::TableLayout* table) {
  const Cell cell = FigureCell(outlook.target);
  if (!outlook.aspirational) return cell;
  return layout::WithNote(cell, table->Note("An aspiration that binds nobody."));
}

// "EN-K-01, AEC end-term review".
Cell EditionCell(const WayToTarget& way) {
  const bool is_named = way.edition != nullptr && !way.edition->edition.empty();
  return layout::Text(way.outlook->kpi->code() +
                      (is_named ? ", " + std::string(way.edition->edition) : ""));
}

void AddGapRow(const WayToTarget& way, layout::TableLayout* table) {
  Cell gap = ResultCell(way.gap, GapDecimals(way), table);
  if (way.gap.available()) {
    gap = layout::WithTone(gap, way.gap.value() > 0 ? sheaf::v1::BAD : sheaf::v1::GOOD);
  }
  table->Row(
      {EditionCell(way), FigureCell(way.edition == nullptr ? std::nullopt : way.edition->actual),
       TargetCell(*way.outlook, table), gap, ResultCell(way.part_gone, 1, table),
       ResultCell(way.so_far, 2, table), ResultCell(way.needed, 2, table),
       ResultCell(way.needed_compound, 2, table)},
      sheaf::v1::ROW_ROLE_UNSPECIFIED, 1);
}

Section LayOutGaps(const std::vector<WayToTarget>& ways) {
  Section section = layout::MakeSection("gap-and-pace", "Gap to target and pace needed", "energy");
  if (ways.empty()) {
    layout::AddParagraph(&section, "No target is on record for any KPI.");
    return section;
  }
  layout::AddParagraph(
      &section,
      "One row a KPI and edition; values of two editions are never put into one series. The gap is "
      "what is still to go, in the unit of the KPI; zero or below, the target is reached. So far "
      "each year is the straight line from the baseline, or else the first value, to the latest; "
      "needed each year is what leads from there to the target in time, as a straight line and as "
      "a "
      "compound yearly rate.");
  layout::TableLayout table(layout::AddTable(&section, "Gaps and paces"));
  table.Column("edition", "KPI and edition")
      .NumberColumn("actual", "Latest actual")
      .NumberColumn("target", "Target")
      .NumberColumn("gap", "Gap")
      .NumberColumn("part_gone", "Way gone", "%")
      .NumberColumn("so_far", "So far each year")
      .NumberColumn("needed", "Needed each year")
      .NumberColumn("needed_compound", "Needed, compound", "% a year");
  const Outlook* group = nullptr;
  for (const WayToTarget& way : ways) {
    const sheaf::v1::KpiDefinition& kpi = *way.outlook->kpi;
    if (way.outlook != group) table.Group(kpi.title() + ", " + kpi.unit());
    group = way.outlook;
    AddGapRow(way, &table);
  }
  return section;
}

Cell AgainstTarget(const WayToTarget& way, double value, int decimals) {
  const double beyond = BeyondTarget(*way.outlook, value);
  return layout::WithTone(layout::Number(beyond, "", decimals),
                          beyond < 0 ? sheaf::v1::BAD : sheaf::v1::GOOD);
}

// "0 (2005), 27 (2022)".
std::string InputsOf(const formulas::Forecast& forecast) {
  std::string inputs;
  for (const formulas::Point& point : forecast.inputs) {
    absl::StrAppend(&inputs, inputs.empty() ? "" : ", ", FormatNumber(point.value), " (",
                    FormatNumber(point.year), ")");
  }
  return inputs;
}

void AddPublished(const WayToTarget& way, layout::TableLayout* table) {
  const std::optional<YearValue>& forecast = way.edition->forecast;
  if (!forecast) {
    table->Row({layout::Text("Published"), layout::Blank(),
                layout::Missing(sheaf::v1::NOT_REPORTED), layout::Blank(), layout::Blank()},
               sheaf::v1::ROW_ROLE_UNSPECIFIED, 1);
    return;
  }
  const int decimals = DecimalsOf(forecast->value, way.outlook->target->value);
  table->Row({layout::Text("Published"),
              forecast->year == 0 ? layout::Blank() : layout::Date(std::to_string(forecast->year)),
              layout::From(layout::Number(forecast->value), forecast->record),
              AgainstTarget(way, forecast->value, decimals), layout::Text(way.edition->edition)},
             sheaf::v1::ROW_ROLE_UNSPECIFIED, 1);
}

void AddOwn(const WayToTarget& way, const formulas::Forecast& forecast,
            layout::TableLayout* table) {
  const bool available = forecast.value.available();
  table->Row({layout::Text("Ours: " + std::string(TitleOf(forecast.method))),
              layout::Date(FormatNumber(forecast.year)), ResultCell(forecast.value, 1, table),
              available ? AgainstTarget(way, forecast.value.value(), 1) : layout::Blank(),
              layout::Text(InputsOf(forecast))},
             sheaf::v1::ROW_ROLE_UNSPECIFIED, 1);
}

using ByYear = std::map<int, double>;

void AddSeries(std::string_view title, bool projected, const ByYear& values,
               const std::set<int>& years, sheaf::v1::Chart* chart) {
  sheaf::v1::Series* series = chart->add_series();
  series->set_title(std::string(title));
  series->set_projected(projected);
  for (int year : years) {
    sheaf::v1::Point* point = series->add_points();
    const auto value = values.find(year);
    if (value != values.end()) point->set_value(value->second);
  }
}

// The forecast to draw: by the first method that gives one.
const formulas::Forecast* ToDraw(const WayToTarget& way) {
  for (const formulas::Forecast& forecast : way.forecasts) {
    if (forecast.value.available()) return &forecast;
  }
  return nullptr;
}

// What was, what it takes, and where it would lead: lines that start from the latest value.
void AddChart(const WayToTarget& way, Section* section) {
  const formulas::Forecast* own = ToDraw(way);
  if (own == nullptr || way.edition != QuotedEdition(*way.outlook)) return;
  const YearValue& latest = *way.edition->actual;
  ByYear actual;
  for (const formulas::Point& point : own->inputs)
    actual[static_cast<int>(point.year)] = point.value;
  const int target_year = way.outlook->target->year;
  const ByYear needed = {{latest.year, latest.value}, {target_year, way.outlook->target->value}};
  const ByYear ours = {{latest.year, latest.value}, {target_year, own->value.value()}};
  std::set<int> years = {target_year};
  for (const auto& [year, value] : actual) years.insert(year);
  sheaf::v1::Chart* chart =
      layout::AddChart(section, sheaf::v1::Chart::LINES, plugin::Label(*way.outlook->kpi), "Year",
                       way.outlook->kpi->unit());
  for (int year : years) chart->add_labels(std::to_string(year));
  AddSeries("Actual", false, actual, years, chart);
  AddSeries("Needed to reach the target", true, needed, years, chart);
  AddSeries("Our forecast, " + std::string(TitleOf(own->method)), true, ours, years, chart);
  if (way.edition->forecast && way.edition->forecast->year == target_year) {
    AddSeries("Published forecast", true, {{target_year, way.edition->forecast->value}}, years,
              chart);
  }
}

Section LayOutForecasts(const std::vector<WayToTarget>& ways) {
  Section section = layout::MakeSection("forecasts", "Forecasts for the target year", "energy");
  layout::AddParagraph(
      &section,
      "The published forecast of each edition, and ours beside it, which carries the same "
      "edition's values on as they went: a second opinion that knows no policy and no plan, and "
      "no correction. Each names its method and lists what it is made of. Against target is below "
      "zero where it falls short.");
  layout::TableLayout table(layout::AddTable(&section, "Published, and ours by method"));
  table.Column("method", "KPI, edition and method")
      .Column("year", "For")
      .NumberColumn("forecast", "Forecast")
      .NumberColumn("against_target", "Against target")
      .Column("made_of", "Made of");
  for (const WayToTarget& way : ways) {
    table.Group(absl::StrCat(plugin::Label(*way.outlook->kpi), ", ", way.outlook->kpi->unit(), ": ",
                             std::string(way.edition->edition)));
    AddPublished(way, &table);
    for (const formulas::Forecast& forecast : way.forecasts) AddOwn(way, forecast, &table);
  }
  for (const WayToTarget& way : ways) AddChart(way, &section);
  return section;
}

}  // namespace

std::vector<Section> LayOutGapAndPace(const Facts& facts) {
  const std::vector<Outlook> outlooks = OutlooksOf(facts);
  std::vector<WayToTarget> ways = WaysToTargets(facts, outlooks);
  std::vector<Section> sections = {LayOutGaps(ways)};
  std::erase_if(ways, [](const WayToTarget& way) { return way.forecasts.empty(); });
  if (!ways.empty()) sections.push_back(LayOutForecasts(ways));
  return sections;
}

}  // namespace sheaf::energy
