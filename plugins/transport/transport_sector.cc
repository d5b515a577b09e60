#include "plugins/transport/transport_sector.h"

#include "absl/strings/str_cat.h"
#include "plugins/sdk/kpi_register.h"
#include "plugins/transport/carry_over.h"
#include "plugins/transport/computed_kpis.h"
#include "plugins/transport/findings.h"
#include "plugins/transport/highlights.h"
#include "plugins/transport/milestone_completion.h"
#include "plugins/transport/network_segments.h"
#include "plugins/transport/scorecard.h"
#include "plugins/transport/stream_scorecard.h"
#include "plugins/transport/treaty_matrix.h"

namespace sheaf::transport {

absl::Status Transport::Evaluate(const plugin::Dataset& data, std::string_view format,
                                 plugin::Answer* answer) {
  if (format == "scorecard") {  // no lines are sent for it: no KPI or finding comes of it
    answer->sections = LayOutScorecard(data, words_);
    return absl::OkStatus();
  }
  const plugin::Facts facts(&data, &words_);
  answer->kpi_values = ComputeKpis(facts);
  answer->findings = FindInRecords(facts);
  if (format == "highlights") {
    answer->sections = {LayOutHighlights(facts)};
  } else if (format == "treaty-matrix") {
    answer->sections = LayOutTreatyMatrix(facts);
  } else if (format == "stream-scorecard") {
    answer->sections = {LayOutStreamScorecard(facts)};
  } else if (format == "milestone-completion") {
    answer->sections = LayOutMilestoneCompletion(facts);
  } else if (format == "network-segments") {
    answer->sections = LayOutNetworkSegments(facts);
  } else if (format == "carry-over") {
    answer->sections = LayOutCarryOver(facts);
  } else if (format == "kpi-register") {
    answer->sections = plugin::LayOutKpiRegister(facts, answer->kpi_values);
  } else if (!format.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("transport has no format '", std::string(format), "'"));
  }
  return absl::OkStatus();
}

}  // namespace sheaf::transport
