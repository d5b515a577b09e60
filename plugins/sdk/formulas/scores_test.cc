#include "plugins/sdk/formulas/scores.h"

#include <gtest/gtest.h>

namespace sheaf::formulas {
namespace {

TEST(MeanScore, IsOfTheActivitiesThatHaveOne) {
  const MeanScore score = MeanScoreOf({5, 4, std::nullopt, 5, 0});
  EXPECT_DOUBLE_EQ(score.mean.value(), 3.5);
  EXPECT_EQ(score.scored, 4);
  EXPECT_EQ(score.unscored, 1);
}

TEST(MeanScore, RefusesWhatIsNoScore) {
  EXPECT_EQ(MeanScoreOf({5, 98.8}).mean.reason(), "a score is not between 0 and 5");
  EXPECT_FALSE(MeanScoreOf({-1}).mean.available());
}

TEST(MeanScore, OfNoneIsMissing) {
  EXPECT_EQ(MeanScoreOf({}).mean.reason(), "no activity has a score");
  EXPECT_EQ(MeanScoreOf({std::nullopt}).unscored, 1);
}

TEST(InPercentOfHighest, IsTheSameResultInAnotherUnit) {
  EXPECT_NEAR(InPercentOfHighest(4.94).value(), 98.8, 1e-12);
  EXPECT_FALSE(InPercentOfHighest(98.8).available());
}

}  // namespace
}  // namespace sheaf::formulas
