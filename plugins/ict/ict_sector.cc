#include "plugins/ict/ict_sector.h"

#include "absl/strings/str_cat.h"
#include "plugins/ict/computed_kpis.h"
#include "plugins/ict/endorsement_chain.h"
#include "plugins/ict/findings.h"
#include "plugins/ict/highlights.h"

namespace sheaf::ict {

absl::Status Ict::Evaluate(const plugin::Dataset& data, std::string_view format,
                           plugin::Answer* answer) {
  const plugin::Facts facts(&data, &words_);
  answer->kpi_values = ComputeKpis(facts);
  answer->findings = FindStalledChains(facts);
  if (format == "highlights") {
    answer->sections = {LayOutHighlights(facts)};
  } else if (format == "endorsement-chain") {
    answer->sections = LayOutEndorsementChain(facts);
  } else if (!format.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("ict has no format '", std::string(format), "'"));
  }
  return absl::OkStatus();
}

}  // namespace sheaf::ict
