// Every KPI of a sector with every figure that is on record for it, and those without any with the
// reason: the report in which nothing is left out and nothing is judged.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::plugin {

// How many KPIs have what, then a table for each level (impact, outcome, output): under each KPI
// its baselines, targets and regional values, each with year, kind and edition; member states'
// values are summed up in a row. `computed` are the values that the sector has just computed.
std::vector<sheaf::v1::Section> LayOutKpiRegister(const Facts& facts,
                                                  const std::vector<v1::KpiValue>& computed);

}  // namespace sheaf::plugin
