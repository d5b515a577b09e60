// The lines of a part at both ends of a period: how each moved (rule movement-v1), and what was
// said of it meanwhile.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "server/reports/material.h"
#include "server/reports/movement.h"

namespace sheaf::reports {

// A line at both ends of the period.
struct Moved {
  const PlanAssessment* plan;
  int32_t row;
  LineState before;
  Movement movement;
  bool reported;          // an update is about the period
  model::UpdateRow last;  // the last fact or event on it, where there is one
  const LineState& now() const { return plan->states[row]; }
};

// An update of the period.
struct Said {
  const PlanAssessment* plan;
  int32_t row;
  model::UpdateRow update;
};

// Both ends of the period, compared line by line.
struct Comparison {
  PartialDate before, now;
  ClassCounts counts_before;
  std::map<std::pair<v1::HeadlineClass, v1::HeadlineClass>, int64_t> from_to;
  std::map<Movement, int64_t> movements;
  int64_t reported = 0;  // lines with an update of the period
  std::vector<Moved> listed;
  std::vector<Said> said;
};

// Compares the only part of `material` on its effective date with the earlier day `before`. The
// lines are those of the material; states and membership are of each day. Good as long as
// `material`.
Comparison Compare(const Material& material, PartialDate before);

}  // namespace sheaf::reports
