// The tables that lists of records are printed as.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/table.h"
#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/member_state_service.pb.h"
#include "sheaf/v1/observation_service.pb.h"
#include "sheaf/v1/plan_service.pb.h"
#include "sheaf/v1/round_service.pb.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::cli {

// Puts the records of a whole listing, which come in the order of their names, in the order in
// which people read them: lines as in their plan, updates and observations by date, targets by year
// and version.
void Arrange(v1::ListLinesResponse& list);
void Arrange(v1::ListUpdatesResponse& list);
void Arrange(v1::ListTargetsResponse& list);
void Arrange(v1::ListObservationsResponse& list);

// Puts the titles of plans and lines into the first of `languages` that they have.
void ShowTitlesIn(const std::vector<std::string>& languages, v1::ListPlansResponse& list);
void ShowTitlesIn(const std::vector<std::string>& languages, v1::ListLinesResponse& list);

Table TableOf(const v1::ListPlansResponse& list);
Table TableOf(const v1::ListLinesResponse& list);
Table TableOf(const v1::ListUpdatesResponse& list);
Table TableOf(const v1::ListBaselinesResponse& list);
Table TableOf(const v1::ListTargetsResponse& list);
Table TableOf(const v1::ListObservationsResponse& list);
Table TableOf(const v1::ListMemberStatesResponse& list);
Table TableOf(const v1::ListRoundsResponse& list);
// The KPIs that a manifest defines.
Table KpiTable(const v1::SectorManifest& manifest);

}  // namespace sheaf::cli
