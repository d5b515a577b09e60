// Records made up from what a manifest declares, to hold a plugin against: every level, word and
// KPI of it occurs. Made by a fixed rule from their seed, so that every trial has the same.
#pragma once

#include <cstdint>

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

struct TrialRecords {
  int lines = 400;
  Values values = Values::kUsual;
  // Another one makes other records of the same kind.
  uint32_t seed = 20'151'122;
};

// A plan "trial" of `records.lines` lines with their updates, a plan "trial-part" of a quarter as
// many that spells out one of its lines, and figures of each KPI that is not computed by the
// plugin.
void PutPlans(const v1::SectorManifest& manifest, const TrialRecords& records,
              model::CommitBuilder* commit);

}  // namespace sheaf::conformance
