#include "plugins/energy/intensity.h"

#include <cstdlib>
#include <set>

#include "plugins/sdk/formulas/growth.h"

namespace sheaf::energy {
namespace {

using plugin::Facts;
using plugin::ObservationView;

constexpr std::string_view kEnergySeries = "energy_use_per_person";
constexpr std::string_view kOutputSeries = "alternative_gdp_per_capita_ppp_wb";
constexpr int kBaseYear = 2005;
// Energy for one dollar is a small number.
constexpr double kOutputUnits = 1000;

// Of one member state, by year.
using Series = std::map<int, ObservationView>;
using SeriesByState = std::map<std::string_view, Series>;

SeriesByState ReadSeries(const Facts& facts, std::string_view id) {
  SeriesByState by_state;
  for (const ObservationView& observation : facts.data().ObservationsOf(id)) {
    const bool is_usable = observation.is_series && observation.value &&
                           !observation.member_state.empty() && observation.period.size() == 4;
    if (!is_usable) continue;
    const int year = std::atoi(std::string(observation.period).c_str());
    by_state[observation.member_state][year] = observation;
  }
  return by_state;
}

// What is missing for a reduction against the base year; "" for nothing.
std::string Obstacle(const Series& energy, const Series& output,
                     const std::map<int, double>& intensity) {
  if (energy.empty()) return "no energy use is on record";
  if (output.empty()) return "no output is on record";
  const std::string base = std::to_string(kBaseYear);
  if (energy.count(kBaseYear) == 0) return "there is no energy use of " + base;
  if (output.count(kBaseYear) == 0) return "there is no output of " + base;
  if (intensity.count(kBaseYear) == 0) return "output of " + base + " is not above zero";
  if (intensity.rbegin()->first == kBaseYear) return "no later year is in both series";
  return "";
}

IntensityReduction ReductionOf(std::string_view state, const Series& energy, const Series& output,
                               double percent, int year) {
  IntensityReduction reduction{state, std::to_string(year), percent, {}};
  for (int each : {kBaseYear, year}) {
    reduction.records.push_back(energy.at(each).name);
    reduction.records.push_back(output.at(each).name);
  }
  return reduction;
}

StateIntensity IntensityOf(std::string_view state, const Series& energy, const Series& output) {
  StateIntensity intensity;
  intensity.member_state = state;
  for (const auto& [year, used] : energy) {
    const auto made = output.find(year);
    if (made == output.end() || *made->second.value <= 0) continue;
    intensity.by_year[year] = *used.value / *made->second.value * kOutputUnits;
  }
  intensity.reason = Obstacle(energy, output, intensity.by_year);
  if (!intensity.reason.empty()) return intensity;
  const auto& [year, latest] = *intensity.by_year.rbegin();
  const auto growth = formulas::SimpleGrowth(intensity.by_year.at(kBaseYear), latest);
  if (growth.available()) {
    intensity.reduction = ReductionOf(state, energy, output, -growth.value(), year);
  } else {
    intensity.reason = growth.reason();
  }
  return intensity;
}

const Series& SeriesIn(const SeriesByState& all, std::string_view state) {
  static const Series kNone;
  const auto found = all.find(state);
  return found == all.end() ? kNone : found->second;
}

// "constant PPP dollars" of "constant PPP dollars per person"; "" where it is not by person.
std::string WithoutPerPerson(std::string_view unit) {
  constexpr std::string_view kPerPerson = " per person";
  if (!unit.ends_with(kPerPerson)) return "";
  return std::string(unit.substr(0, unit.size() - kPerPerson.size()));
}

std::string UnitOf(const Facts& facts, std::string_view series) {
  const std::vector<ObservationView> observations = facts.data().ObservationsOf(series);
  return observations.empty() ? "" : WithoutPerPerson(observations.front().unit);
}

}  // namespace

std::vector<StateIntensity> IntensitiesOf(const Facts& facts) {
  const SeriesByState energy = ReadSeries(facts, kEnergySeries);
  const SeriesByState output = ReadSeries(facts, kOutputSeries);
  std::set<std::string_view> states;
  for (std::string_view state : facts.data().MembersAtEffectiveDate()) states.insert(state);
  for (const auto& [state, series] : energy) states.insert(state);
  for (const auto& [state, series] : output) states.insert(state);
  std::vector<StateIntensity> intensities;
  for (std::string_view state : states) {
    intensities.push_back(IntensityOf(state, SeriesIn(energy, state), SeriesIn(output, state)));
  }
  return intensities;
}

std::vector<IntensityReduction> IntensityReductionsOf(const Facts& facts) {
  std::vector<IntensityReduction> reductions;
  for (StateIntensity& intensity : IntensitiesOf(facts)) {
    if (intensity.reduction) reductions.push_back(*std::move(intensity.reduction));
  }
  return reductions;
}

std::string IntensityUnit(const Facts& facts) {
  const std::string energy = UnitOf(facts, kEnergySeries);
  const std::string output = UnitOf(facts, kOutputSeries);
  return energy.empty() || output.empty() ? "" : energy + " per 1,000 " + output;
}

}  // namespace sheaf::energy
