#include "server/reports/pace.h"

#include <gtest/gtest.h>

namespace sheaf::reports {
namespace {

TEST(Pace, CompoundGrowthAgainstTheGrowthRequired) {
  // Doubling in ten years is required; the first five years did just that pace.
  const auto pace = PaceOf({100, 2010}, {141.4214, 2015}, {200, 2020}, v1::UP);
  ASSERT_TRUE(pace);
  EXPECT_NEAR(pace->ratio, 1.0, 1e-4);
  EXPECT_EQ(pace->rating, PaceClass::kSubstantial);
}

TEST(Pace, LinearWhereAValueIsZeroOrNegative) {
  // Energy intensity: 0 in 2005, 27 in 2022, 32 by 2025.
  const auto pace = PaceOf({0, 2005}, {27, 2022}, {32, 2025}, v1::UP);
  ASSERT_TRUE(pace);
  EXPECT_NEAR(pace->ratio, (27.0 / 17) / (32.0 / 20), 1e-12);
  const auto negative = PaceOf({-10, 2000}, {-5, 2010}, {10, 2020}, v1::UP);
  ASSERT_TRUE(negative);
  EXPECT_NEAR(negative->ratio, 0.5, 1e-12);
}

TEST(Pace, RatingsBeginAtTheirThresholds) {
  const auto rating = [](double reached) {
    return PaceOf({0, 0}, {reached, 1}, {100, 1}, v1::UP)->rating;
  };
  EXPECT_EQ(rating(95), PaceClass::kSubstantial);
  EXPECT_EQ(rating(94.9), PaceClass::kModerate);
  EXPECT_EQ(rating(60), PaceClass::kModerate);
  EXPECT_EQ(rating(59.9), PaceClass::kLimited);
  EXPECT_EQ(rating(0), PaceClass::kLimited);
  EXPECT_EQ(rating(-0.1), PaceClass::kDeterioration);
}

TEST(Pace, DownIsGoodWhereDownIsWanted) {
  const auto pace = PaceOf({50, 2010}, {40, 2015}, {25, 2020}, v1::DOWN);
  ASSERT_TRUE(pace);
  EXPECT_GT(pace->ratio, 0);
  const auto rising = PaceOf({50, 2010}, {60, 2015}, {25, 2020}, v1::DOWN);
  ASSERT_TRUE(rising);
  EXPECT_EQ(rising->rating, PaceClass::kDeterioration);
}

TEST(Pace, CannotBeSaidWithoutAWayToGo) {
  EXPECT_FALSE(PaceOf({10, 2020}, {11, 2020}, {20, 2025}, v1::UP)) << "one point in time";
  EXPECT_FALSE(PaceOf({10, 2020}, {11, 2021}, {20, 2019}, v1::UP)) << "the target came first";
  EXPECT_FALSE(PaceOf({10, 2020}, {11, 2021}, {10, 2025}, v1::UP)) << "nothing is required";
  EXPECT_FALSE(PaceOf({30, 2020}, {11, 2021}, {20, 2025}, v1::UP)) << "reached at the start";
  EXPECT_FALSE(PaceOf({10, 2020}, {11, 2021}, {20, 2025}, v1::DIRECTION_UNSPECIFIED));
}

}  // namespace
}  // namespace sheaf::reports
