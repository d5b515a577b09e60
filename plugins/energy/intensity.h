// Energy intensity of the member states from two national series, against 2005.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/facts.h"

namespace sheaf::energy {

struct IntensityReduction {
  std::string_view member_state;
  std::string period;  // the last year that both series have
  double percent = 0;  // below zero where intensity rose
  std::vector<std::string_view> records;
};

// Energy use per person over output per person, of one member state.
struct StateIntensity {
  std::string_view member_state;
  // Of every year that both series have, for 1,000 units of output.
  std::map<int, double> by_year;
  // Against 2005; else `reason` says why not.
  std::optional<IntensityReduction> reduction;
  std::string reason;
};

// Of every member on the effective date, and of every other state that has one of the series, in
// the order of their codes.
std::vector<StateIntensity> IntensitiesOf(const plugin::Facts& facts);

// Those of them that can be computed.
std::vector<IntensityReduction> IntensityReductionsOf(const plugin::Facts& facts);

// "kg of oil equivalent per 1,000 constant PPP dollars", from the units on record; "" where they
// are not by person.
std::string IntensityUnit(const plugin::Facts& facts);

}  // namespace sheaf::energy
