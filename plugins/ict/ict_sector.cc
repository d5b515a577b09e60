#include "plugins/ict/ict_sector.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "plugins/ict/computed_kpis.h"
#include "plugins/ict/departures.h"
#include "plugins/ict/endorsement_chain.h"
#include "plugins/ict/findings.h"
#include "plugins/ict/highlights.h"
#include "plugins/ict/portfolio.h"
#include "plugins/sdk/kpi_register.h"

namespace sheaf::ict {

absl::Status Ict::Evaluate(const plugin::Dataset& data, std::string_view format,
                           plugin::Answer* answer) {
  const plugin::Facts facts(&data, &words_);
  answer->kpi_values = ComputeKpis(facts);
  answer->findings = FindStalledChains(facts);
  for (auto& finding : FindChainsOutOfOrder(facts)) answer->findings.push_back(std::move(finding));
  if (format == "highlights") {
    answer->sections = {LayOutHighlights(facts)};
  } else if (format == "endorsement-chain") {
    answer->sections = {LayOutEndorsementChain(facts)};
  } else if (format == "initiative-portfolio") {
    answer->sections = LayOutPortfolio(facts);
  } else if (format == "departures") {
    answer->sections = {LayOutDepartures(facts)};
  } else if (format == "kpi-register") {
    answer->sections = plugin::LayOutKpiRegister(facts, answer->kpi_values);
  } else if (!format.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("ict has no format '", std::string(format), "'"));
  }
  return absl::OkStatus();
}

}  // namespace sheaf::ict
