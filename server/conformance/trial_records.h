// Records made up from what a manifest declares, to hold a plugin against: every level, word and
// KPI of it occurs. Made by a fixed rule, so that every trial has the same.
#pragma once

#include "server/model/commit_builder.h"
#include "sheaf/v1/manifest.pb.h"

namespace sheaf::conformance {

enum class Values {
  // Dates, numbers and figures as offices send them: most of them are there.
  kUsual,
  // No line has a date or a number, and every figure is missing, for each reason in turn.
  kMissing,
};

// The member states of ASEAN, with their dates of membership.
void PutMemberStates(model::CommitBuilder* commit);

// A plan "trial" of `lines` lines with their updates, and figures of each KPI that is not computed
// by the plugin.
void PutPlan(const v1::SectorManifest& manifest, int lines, Values values,
             model::CommitBuilder* commit);

}  // namespace sheaf::conformance
