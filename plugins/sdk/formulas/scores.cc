#include "plugins/sdk/formulas/scores.h"

#include "plugins/sdk/formulas/shares.h"
#include "proto/values/number.h"

namespace sheaf::formulas {
namespace {

// False for a NaN, too.
bool IsScore(double score) { return score >= 0 && score <= kHighestScore; }

Result NoScore() { return Result::Missing("a score is not between 0 and 5"); }

}  // namespace

MeanScore MeanScoreOf(const std::vector<std::optional<double>>& scores) {
  for (const std::optional<double>& score : scores) {
    if (score && !IsScore(*score)) return {NoScore(), 0, 0};
  }
  const Mean mean = UnweightedMean(scores);
  if (mean.of > 0) return {mean.mean, mean.of, mean.missing};
  return {Result::Missing("no activity has a score"), 0, mean.missing};
}

Result InPercentOfHighest(double mean) {
  if (!IsScore(mean)) return NoScore();
  return Result::Of(mean / kHighestScore * 100);
}

}  // namespace sheaf::formulas
