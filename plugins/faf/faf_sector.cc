#include "plugins/faf/faf_sector.h"

#include "absl/strings/str_cat.h"
#include "plugins/faf/computed_kpis.h"
#include "plugins/faf/findings.h"
#include "plugins/faf/highlights.h"
#include "plugins/faf/standards_register.h"

namespace sheaf::faf {

absl::Status Faf::Evaluate(const plugin::Dataset& data, std::string_view format,
                           plugin::Answer* answer) {
  const plugin::Facts facts(&data, &words_);
  answer->kpi_values = ComputeKpis(facts);
  answer->findings = FindUntraceableDecisions(facts);
  if (format == "highlights") {
    answer->sections = {LayOutHighlights(facts)};
  } else if (format == "standards-register") {
    answer->sections = LayOutStandardsRegister(facts);
  } else if (!format.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("faf has no format '", std::string(format), "'"));
  }
  return absl::OkStatus();
}

}  // namespace sheaf::faf
