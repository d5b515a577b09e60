#include "plugins/energy/intensity.h"

#include <map>

namespace sheaf::energy {
namespace {

using plugin::Facts;
using plugin::ObservationView;

constexpr std::string_view kEnergySeries = "energy_use_per_person";
constexpr std::string_view kOutputSeries = "alternative_gdp_per_capita_ppp_wb";
constexpr std::string_view kBaseYear = "2005";

// Of one member state, by year.
using Series = std::map<std::string_view, ObservationView>;

std::map<std::string_view, Series> ReadSeries(const Facts& facts, std::string_view id) {
  std::map<std::string_view, Series> by_state;
  for (const ObservationView& observation : facts.data().ObservationsOf(id)) {
    const bool is_usable = observation.is_series && observation.value &&
                           !observation.member_state.empty() && observation.period.size() == 4;
    if (is_usable) by_state[observation.member_state][observation.period] = observation;
  }
  return by_state;
}

// Energy over output in `year`, or nothing; the records it is made of are added to `records`.
std::optional<double> IntensityIn(const Series& energy, const Series& output, std::string_view year,
                                  std::vector<std::string_view>* records) {
  const auto used = energy.find(year);
  const auto made = output.find(year);
  if (used == energy.end() || made == output.end() || *made->second.value <= 0) return std::nullopt;
  records->push_back(used->second.name);
  records->push_back(made->second.name);
  return *used->second.value / *made->second.value;
}

std::optional<IntensityReduction> ReductionOf(std::string_view state, const Series& energy,
                                              const Series& output) {
  IntensityReduction reduction;
  reduction.member_state = state;
  const auto base = IntensityIn(energy, output, kBaseYear, &reduction.records);
  if (!base || *base <= 0) return std::nullopt;
  for (auto year = energy.rbegin(); year != energy.rend() && year->first > kBaseYear; ++year) {
    const auto intensity = IntensityIn(energy, output, year->first, &reduction.records);
    if (!intensity) continue;
    reduction.period = std::string(year->first);
    reduction.percent = 100 * (1 - *intensity / *base);
    return reduction;
  }
  return std::nullopt;
}

}  // namespace

std::vector<IntensityReduction> IntensityReductionsOf(const Facts& facts) {
  std::vector<IntensityReduction> reductions;
  const std::map<std::string_view, Series> output = ReadSeries(facts, kOutputSeries);
  for (const auto& [state, energy] : ReadSeries(facts, kEnergySeries)) {
    const auto made = output.find(state);
    if (made == output.end()) continue;
    if (auto reduction = ReductionOf(state, energy, made->second)) {
      reductions.push_back(*std::move(reduction));
    }
  }
  return reductions;
}

}  // namespace sheaf::energy
