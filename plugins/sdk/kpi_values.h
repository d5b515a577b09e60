// Values of KPIs that a plugin computes from the records. The year is that of the effective date,
// the method is the formula that the manifest declares.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "plugins/sdk/facts.h"

namespace sheaf::plugin {

// `rows` are the lines it was computed from; the first 100 are named.
v1::KpiValue CountKpi(const Facts& facts, std::string_view code, int64_t count,
                      const std::vector<int>& rows);
// A percentage as KPIs state it: one decimal. The counts beside it lose nothing.
double RoundPercent(double percent);

// In percent. Not reported, rather than zero, where the denominator is 0: there is nothing to take
// a share of.
v1::KpiValue ShareKpi(const Facts& facts, std::string_view code, int64_t numerator,
                      int64_t denominator, const std::vector<int>& rows);
v1::KpiValue MissingKpi(const Facts& facts, std::string_view code, sheaf::v1::MissingReason reason);

}  // namespace sheaf::plugin
