// Scores of 0 to 5 that a sector gives its activities. A score is a judgement and a share is a
// count: types of their own, so that the two are never added.
#pragma once

#include <optional>
#include <vector>

#include "plugins/sdk/formulas/result.h"

namespace sheaf::formulas {

constexpr double kHighestScore = 5;

// The mean of the scores out of five, and how many activities it is of.
struct MeanScore {
  Result mean;       // 0 to 5
  int scored = 0;    // activities that have a score
  int unscored = 0;  // activities that have none: neither zero nor five
};
// Refused where a score is outside 0 to 5, or none is given.
MeanScore MeanScoreOf(const std::vector<std::optional<double>>& scores);

// The mean in percent of the highest score: 4.94 is 98.8. It is the same result once more, and no
// share of activities. Refused outside 0 to 5.
Result InPercentOfHighest(double mean);

}  // namespace sheaf::formulas
