// What counts on an effective date: what is about that day or an earlier one, and what is about the
// future by its nature. A partial date counts from its last day on; an undated record always does.
//
//   updates        by their effective date; an expectation ("planned") is known once it is recorded
//   observations   by the end of their period; a forecast is known once it is recorded
//   all others     are not about a day: plans, lines, baselines, targets, member states, manifests
#pragma once

#include <string_view>

#include "proto/values/partial_date.h"
#include "server/sectors/manifests.h"
#include "sheaf/v1/kpi.pb.h"
#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::reports {

bool UpdateIsKnownOn(PartialDate effective, PartialDate date, v1::StatusEffect effect);
bool ObservationIsKnownOn(PartialDate effective, std::string_view period, v1::ObservationKind kind);

// The same of records as clients see them. `rules` are those of the update's plan.
bool IsKnownOn(PartialDate effective, const v1::Update& update, const sectors::Rules& rules);
bool IsKnownOn(PartialDate effective, const v1::Observation& observation);

}  // namespace sheaf::reports
