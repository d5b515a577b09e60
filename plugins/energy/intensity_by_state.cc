#include "plugins/energy/intensity_by_state.h"

#include <algorithm>
#include <set>
#include <string>

#include "plugins/energy/intensity.h"
#include "plugins/sdk/formulas/growth.h"
#include "plugins/sdk/kpi_values.h"
#include "plugins/sdk/layout.h"
#include "plugins/sdk/result_cell.h"

namespace sheaf::energy {
namespace {

using formulas::Result;
using plugin::Facts;
using plugin::ResultCell;
using sheaf::v1::Cell;
using sheaf::v1::Section;

constexpr int kBaseYear = 2005;
// The table by year has every fifth year and the last three, in which the series end.
constexpr int kYearStep = 5;
constexpr int kLastYears = 3;

Cell MissingCell(const StateIntensity& state, layout::TableLayout* table) {
  return ResultCell(Result::Missing(state.reason), 1, table);
}

Cell BaseCell(const StateIntensity& state, layout::TableLayout* table) {
  const auto base = state.by_year.find(kBaseYear);
  return base == state.by_year.end() ? MissingCell(state, table)
                                     : layout::Number(base->second, "", 1);
}

Cell LatestCell(const StateIntensity& state, layout::TableLayout* table) {
  if (state.by_year.empty()) return MissingCell(state, table);
  const auto& [year, latest] = *state.by_year.rbegin();
  return layout::InPeriod(layout::Number(latest, "", 1), std::to_string(year));
}

Cell ReductionCell(const StateIntensity& state, layout::TableLayout* table) {
  if (!state.reduction) return MissingCell(state, table);
  Cell cell = layout::Number(state.reduction->percent, "", 1);
  for (std::string_view record : state.reduction->records) cell.add_records(std::string(record));
  return layout::WithTone(cell, state.reduction->percent < 0 ? sheaf::v1::BAD : sheaf::v1::GOOD);
}

Cell YearlyCell(const StateIntensity& state, layout::TableLayout* table) {
  if (!state.reduction) return MissingCell(state, table);
  const auto& [year, latest] = *state.by_year.rbegin();
  return ResultCell(
      formulas::CompoundYearlyGrowth({state.by_year.at(kBaseYear), static_cast<double>(kBaseYear)},
                                     {latest, static_cast<double>(year)}),
      2, table);
}

void AddTable(const Facts& facts, const std::vector<StateIntensity>& states, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Intensity against 2005"));
  const std::string unit = IntensityUnit(facts);
  table.Column("member_state", "Member state")
      .NumberColumn("base", "In 2005", unit)
      .NumberColumn("latest", "Latest", unit)
      .NumberColumn("reduction", "Reduction since 2005", "%")
      .NumberColumn("yearly", "Change each year", "%, compound");
  for (const StateIntensity& state : states) {
    table.Row({layout::Text(state.member_state), BaseCell(state, &table), LatestCell(state, &table),
               ReductionCell(state, &table), YearlyCell(state, &table)});
  }
}

// Only those that have one: a bar for nothing would look like no reduction.
void AddBars(const std::vector<StateIntensity>& states, Section* section) {
  sheaf::v1::Chart* chart = layout::AddChart(
      section, sheaf::v1::Chart::BARS, "Reduction of energy intensity since 2005, latest year",
      "Member state", "Reduction, %");
  chart->set_unit("%");
  sheaf::v1::Series* series = chart->add_series();
  series->set_title("Reduction since 2005");
  for (const StateIntensity& state : states) {
    if (!state.reduction) continue;
    chart->add_labels(std::string(state.member_state) + " " + state.reduction->period);
    series->add_points()->set_value(plugin::RoundPercent(state.reduction->percent));
  }
}

int64_t Reduced(const std::vector<StateIntensity>& states) {
  return std::count_if(states.begin(), states.end(), [](const StateIntensity& state) {
    return state.reduction && state.reduction->percent > 0;
  });
}

int64_t Known(const std::vector<StateIntensity>& states) {
  return std::count_if(states.begin(), states.end(),
                       [](const StateIntensity& state) { return state.reduction.has_value(); });
}

Section LayOutStates(const Facts& facts, const std::vector<StateIntensity>& states) {
  Section section =
      layout::MakeSection("intensity-by-state", "Energy intensity by member state", "energy");
  const int64_t known = Known(states);
  if (known == 0) {
    layout::AddParagraph(&section,
                         "No member state has both energy use and output per person on record for "
                         "2005 and a later year (series energy_use_per_person and "
                         "alternative_gdp_per_capita_ppp_wb).");
    return section;
  }
  layout::AddParagraph(
      &section,
      "Energy use per person over output per person, from two national series, each member state "
      "in the last year that both have. These are not the figures of the regional KPI (EN-K-01), "
      "which the energy outlook computes in its own way, and are not added up to the region.");
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(&section);
  layout::AddKeyFigure(figures, "Less intensive than in 2005",
                       layout::Share(Reduced(states), known), "member states");
  layout::AddKeyFigure(figures, "With both series",
                       layout::Share(known, static_cast<int64_t>(states.size())),
                       "for 2005 and a later year");
  AddTable(facts, states, &section);
  AddBars(states, &section);
  return section;
}

// Of the years from 2005 on that any state has.
std::set<int> YearsToShow(const std::vector<StateIntensity>& states) {
  std::set<int> years;
  for (const StateIntensity& state : states) {
    for (const auto& [year, value] : state.by_year) {
      if (year >= kBaseYear) years.insert(year);
    }
  }
  const int last = years.empty() ? kBaseYear : *years.rbegin();
  std::erase_if(years, [last](int year) {
    return year <= last - kLastYears && (year - kBaseYear) % kYearStep != 0;
  });
  return years;
}

Section LayOutYears(const std::vector<StateIntensity>& states) {
  Section section = layout::MakeSection("intensity-by-year", "The way since 2005", "energy");
  layout::AddParagraph(&section,
                       "Intensity of each member state as an index: 100 in 2005. Every fifth year "
                       "and the last three.");
  const std::set<int> years = YearsToShow(states);
  layout::TableLayout table(layout::AddTable(&section, "Index of energy intensity, 2005 = 100"));
  table.Column("member_state", "Member state");
  for (int year : years) table.NumberColumn("y" + std::to_string(year), std::to_string(year));
  for (const StateIntensity& state : states) {
    if (!state.reduction) continue;
    std::vector<Cell> cells = {layout::Text(state.member_state)};
    for (int year : years) {
      const auto value = state.by_year.find(year);
      cells.push_back(
          value == state.by_year.end()
              ? layout::Missing(sheaf::v1::NOT_REPORTED)
              : layout::Number(value->second / state.by_year.at(kBaseYear) * 100, "", 0));
    }
    table.Row(std::move(cells));
  }
  return section;
}

}  // namespace

std::vector<Section> LayOutIntensityByState(const Facts& facts) {
  const std::vector<StateIntensity> states = IntensitiesOf(facts);
  std::vector<Section> sections = {LayOutStates(facts, states)};
  if (Known(states) > 0) sections.push_back(LayOutYears(states));
  return sections;
}

}  // namespace sheaf::energy
