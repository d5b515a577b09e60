#include "plugins/faf/computed_kpis.h"

#include "plugins/faf/register.h"
#include "plugins/sdk/kpi_values.h"

namespace sheaf::faf {

using plugin::Facts;
using plugin::v1::KpiValue;

std::vector<KpiValue> ComputeKpis(const Facts& facts) {
  std::vector<int> all, traceable, with_uptake;
  for (const Entry& entry : EntriesOf(facts)) {
    all.push_back(entry.row);
    if (!entry.decision.meeting.empty()) traceable.push_back(entry.row);
    if (!entry.uptake.empty()) with_uptake.push_back(entry.row);
  }
  const bool has_plan = !facts.data().lines().empty();
  return {has_plan ? plugin::CountKpi(facts, "FA-C-01", all.size(), all)
                   : plugin::MissingKpi(facts, "FA-C-01", sheaf::v1::NOT_REPORTED),
          plugin::ShareKpi(facts, "FA-C-02", traceable.size(), all.size(), traceable),
          plugin::ShareKpi(facts, "FA-C-03", with_uptake.size(), all.size(), with_uptake)};
}

}  // namespace sheaf::faf
