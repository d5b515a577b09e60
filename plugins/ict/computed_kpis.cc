#include "plugins/ict/computed_kpis.h"

#include "plugins/ict/chain.h"
#include "plugins/sdk/kpi_values.h"

namespace sheaf::ict {

using plugin::Facts;
using plugin::v1::KpiValue;

std::vector<KpiValue> ComputeKpis(const Facts& facts) {
  int64_t chains = 0;
  std::vector<int> decided, waiting, dropped;
  for (const Link& link : LinksOf(facts)) {
    if (IsOnChain(facts, link.row)) {
      ++chains;
      if (link.standing == Standing::kDecidedByMinisters) decided.push_back(link.row);
      if (WaitsForMinisters(link)) waiting.push_back(link.row);
    }
    if (IsDropped(link)) dropped.push_back(link.row);
  }
  if (facts.data().lines().empty()) {
    return {plugin::MissingKpi(facts, "IC-C-01", sheaf::v1::NOT_REPORTED),
            plugin::MissingKpi(facts, "IC-C-02", sheaf::v1::NOT_REPORTED),
            plugin::MissingKpi(facts, "IC-C-03", sheaf::v1::NOT_REPORTED)};
  }
  return {plugin::ShareKpi(facts, "IC-C-01", decided.size(), chains, decided),
          plugin::CountKpi(facts, "IC-C-02", waiting.size(), waiting),
          plugin::CountKpi(facts, "IC-C-03", dropped.size(), dropped)};
}

}  // namespace sheaf::ict
