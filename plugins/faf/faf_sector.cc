#include "plugins/faf/faf_sector.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "plugins/faf/computed_kpis.h"
#include "plugins/faf/findings.h"
#include "plugins/faf/highlights.h"
#include "plugins/faf/national_uptake.h"
#include "plugins/faf/results.h"
#include "plugins/faf/standards_register.h"
#include "plugins/faf/strategy_roll_up.h"

namespace sheaf::faf {

absl::Status Faf::Evaluate(const plugin::Dataset& data, std::string_view format,
                           plugin::Answer* answer) {
  const plugin::Facts facts(&data, &words_);
  answer->kpi_values = ComputeKpis(facts);
  answer->findings = FindUntraceableDecisions(facts);
  for (auto& finding : FindPlansAdrift(facts)) answer->findings.push_back(std::move(finding));
  if (format == "highlights") {
    answer->sections = {LayOutHighlights(facts)};
  } else if (format == "standards-register") {
    answer->sections = LayOutStandardsRegister(facts);
  } else if (format == "national-uptake") {
    answer->sections = LayOutNationalUptake(facts);
  } else if (format == "sub-strategies") {
    answer->sections = LayOutSubStrategies(facts);
  } else if (format == "results") {
    answer->sections = LayOutResults(facts, answer->kpi_values);
  } else if (!format.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("faf has no format '", std::string(format), "'"));
  }
  return absl::OkStatus();
}

}  // namespace sheaf::faf
