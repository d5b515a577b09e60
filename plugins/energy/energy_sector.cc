#include "plugins/energy/energy_sector.h"

#include "absl/strings/str_cat.h"
#include "plugins/energy/computed_kpis.h"
#include "plugins/energy/gap_and_pace.h"
#include "plugins/energy/highlights.h"
#include "plugins/energy/intensity_by_state.h"
#include "plugins/energy/kpi_outlook.h"
#include "plugins/energy/phase_scorecard.h"
#include "plugins/energy/phases.h"
#include "plugins/sdk/kpi_register.h"

namespace sheaf::energy {

absl::Status Energy::Evaluate(const plugin::Dataset& data, std::string_view format,
                              plugin::Answer* answer) {
  const plugin::Facts facts(&data, &words_);
  answer->kpi_values = ComputeKpis(facts);
  answer->findings = FindPhaseFigures(facts);
  if (format == "highlights") {
    answer->sections = {LayOutHighlights(facts)};
  } else if (format == "phase-scorecard") {
    answer->sections = LayOutPhaseScorecard(facts);
  } else if (format == "kpi-outlook") {
    answer->sections = LayOutKpiOutlook(facts);
  } else if (format == "gap-and-pace") {
    answer->sections = LayOutGapAndPace(facts);
  } else if (format == "intensity-by-state") {
    answer->sections = LayOutIntensityByState(facts);
  } else if (format == "kpi-register") {
    answer->sections = plugin::LayOutKpiRegister(facts, answer->kpi_values);
  } else if (!format.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("energy has no format '", std::string(format), "'"));
  }
  return absl::OkStatus();
}

}  // namespace sheaf::energy
