// Rule duplicate-v1: pairs of lines that look like the same initiative, by their titles and by what
// both point to as evidence.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/reports/material.h"

namespace sheaf::reports {

// A line: a row of a plan of the material.
struct LinePlace {
  const PlanAssessment* plan = nullptr;
  int32_t row = 0;
};

struct Suspect {
  LinePlace line, other;
  double likeness = 0;             // of the titles, 0 to 1
  std::vector<std::string> links;  // URIs that updates of both give as evidence
};

struct Suspects {
  // The likest first.
  std::vector<Suspect> pairs;
  // Lines whose titles are made of words that very many have: they were compared by links alone.
  int64_t not_compared = 0;
  // False where there are too many updates to look at what they point to.
  bool links_looked_at = true;
};

// Titles of two plans that are at least so like, or of one plan's different branches.
inline constexpr double kLikeAcrossPlans = 0.6;
inline constexpr double kLikeWithinPlan = 0.8;
// Evidence is read of so many updates.
inline constexpr int64_t kMostUpdatesRead = 100'000;

// Among all counted lines of the material. Lines of one shared initiative are no suspects: they are
// counted once already. Nor are a line and one above or beside it in its plan's tree. Errors: those
// of the ledger that evidence is read in.
absl::StatusOr<Suspects> FindSuspects(const Material& material);

}  // namespace sheaf::reports
