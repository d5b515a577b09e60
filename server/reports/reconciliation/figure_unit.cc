#include "server/reports/reconciliation/figure_unit.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sheaf::reports {
namespace {

constexpr std::array<std::pair<std::string_view, double>, 4> kScales = {
    {{"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}}};

// Measured, never counted.
constexpr std::string_view kMeasured[] = {
    "km",    "kg",     "t",    "tonne", "tonnes", "ha",    "hectares", "kW",   "MW",
    "GW",    "kWh",    "MWh",  "GWh",   "TWh",    "toe",   "ktoe",     "Mtoe", "year",
    "years", "months", "days", "hours", "points", "index", "score",    "ratio"};

bool IsCurrency(std::string_view word) {
  return word.size() == 3 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool IsMeasured(std::string_view base) {
  const std::string_view first = base.substr(0, base.find(' '));
  return base == "%" || base == "date" || IsCurrency(first) ||
         std::find(std::begin(kMeasured), std::end(kMeasured), first) != std::end(kMeasured);
}

}  // namespace

FigureUnit UnitOf(std::string_view unit) {
  FigureUnit read;
  while (!unit.empty()) {
    const size_t end = std::min(unit.find(' '), unit.size());
    const std::string_view word = unit.substr(0, end);
    const auto* const scale = std::find_if(kScales.begin(), kScales.end(),
                                           [&](const auto& known) { return known.first == word; });
    if (scale != kScales.end()) {
      read.scale *= scale->second;
    } else if (!word.empty()) {
      read.base += (read.base.empty() ? "" : " ") + std::string(word);
    }
    unit.remove_prefix(std::min(end + 1, unit.size()));
  }
  read.counts = read.scale == 1 && !IsMeasured(read.base);
  return read;
}

}  // namespace sheaf::reports
