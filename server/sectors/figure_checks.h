// What is wrong with one figure, and the form in which it is kept.
#pragma once

#include <string>

#include "server/sectors/field_checks.h"
#include "server/sectors/head_reading.h"
#include "sheaf/v1/kpi.pb.h"
#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/observation_service.pb.h"

namespace sheaf::sectors {

void CheckBaseline(const FieldCheck& check, const v1::Baseline& baseline);
void CheckTarget(const FieldCheck& check, const v1::Target& target);
// `kpi` is null for an observation of a context series.
void CheckObservation(const FieldCheck& check, const v1::Observation& observation,
                      const v1::KpiDefinition* kpi, const MemberStateCodes& member_states);

// What the client's source says of the KPI, against the manifest.
void CheckStated(const FieldCheck& check, const v1::StatedDefinition& stated,
                 const v1::KpiDefinition& kpi);

// The form in which a figure is kept: one zero of the two that there are, and no unit on a KPI's
// observation, for the manifest states it.
void Settle(v1::Baseline& baseline);
void Settle(v1::Target& target);
void Settle(v1::Observation& observation, const v1::KpiDefinition* kpi);

}  // namespace sheaf::sectors
