// Energy intensity of the member states from two national series, against 2005.
#pragma once

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

// Of every member state that has both series in 2005 and in a later year, in the order of their
// codes. Intensity is energy use per person over output per person.
std::vector<IntensityReduction> IntensityReductionsOf(const plugin::Facts& facts);

}  // namespace sheaf::energy
