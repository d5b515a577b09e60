#include "plugins/sdk/formulas/pace.h"

#include <gtest/gtest.h>

namespace sheaf::formulas {
namespace {

TEST(GapToTarget, IsWhatIsStillToGo) {
  EXPECT_DOUBLE_EQ(GapToTarget(27, 32, Better::kUp).value(), 5);
  EXPECT_DOUBLE_EQ(GapToTarget(37, 35, Better::kUp).value(), -2);
  EXPECT_DOUBLE_EQ(GapToTarget(32, 27, Better::kDown).value(), 5);
  EXPECT_DOUBLE_EQ(GapToTarget(0, 0, Better::kDown).value(), 0);
}

TEST(PartOfWay, IsMeasuredFromTheBaseline) {
  EXPECT_DOUBLE_EQ(PartOfWay(0, 24, 32, Better::kUp).value(), 75);
  EXPECT_DOUBLE_EQ(PartOfWay(50, 40, 30, Better::kDown).value(), 50);
  EXPECT_DOUBLE_EQ(PartOfWay(50, 55, 30, Better::kDown).value(), -25) << "the wrong way";
  EXPECT_DOUBLE_EQ(PartOfWay(10, 40, 30, Better::kUp).value(), 150) << "beyond";
}

TEST(PartOfWay, NeedsAWayToGo) {
  EXPECT_FALSE(PartOfWay(30, 30, 30, Better::kUp).available());
  EXPECT_FALSE(PartOfWay(20, 25, 30, Better::kDown).available());
}

TEST(RequiredPace, IsTheGrowthFromTheLatestValueToTheTarget) {
  EXPECT_DOUBLE_EQ(RequiredLinearPace({27, 2022}, {33, 2025}, Better::kUp).value(), 2);
  EXPECT_DOUBLE_EQ(RequiredLinearPace({40, 2021}, {30, 2025}, Better::kDown).value(), -2.5);
  EXPECT_NEAR(RequiredCompoundPace({100, 2023}, {121, 2025}, Better::kUp).value(), 10, 1e-12);
  EXPECT_NEAR(RequiredCompoundPace({100, 2023}, {81, 2025}, Better::kDown).value(), -10, 1e-12);
}

TEST(RequiredPace, IsZeroOnceTheTargetIsReached) {
  EXPECT_DOUBLE_EQ(RequiredLinearPace({36, 2022}, {35, 2025}, Better::kUp).value(), 0);
  EXPECT_DOUBLE_EQ(RequiredCompoundPace({4, 2023}, {5, 2022}, Better::kDown).value(), 0);
}

TEST(RequiredPace, IsRefusedWhereNoTimeIsLeft) {
  EXPECT_EQ(RequiredLinearPace({4, 2024}, {10, 2020}, Better::kUp).reason(),
            "no time is left between the last value, of 2024, and the target year 2020");
  EXPECT_FALSE(RequiredLinearPace({4, 2020}, {10, 2020}, Better::kUp).available());
}

TEST(RequiredPace, AsACompoundRateIsRefusedFromZero) {
  EXPECT_FALSE(RequiredCompoundPace({0, 2022}, {32, 2025}, Better::kUp).available());
  EXPECT_TRUE(RequiredLinearPace({0, 2022}, {32, 2025}, Better::kUp).available());
}

TEST(PaceRatio, IsOneWhereTheGrowthIsWhatIsRequired) {
  // Doubling in ten years is required; the first five years did just that.
  const PaceRatio pace =
      PaceRatioOf({100, 2010}, {141.42135623731, 2015}, {200, 2020}, Better::kUp);
  EXPECT_NEAR(pace.ratio.value(), 1, 1e-9);
  EXPECT_FALSE(pace.is_linear);
}

TEST(PaceRatio, IsLinearFromAZeroBaseline) {
  const PaceRatio pace = PaceRatioOf({0, 2005}, {27, 2022}, {32, 2025}, Better::kUp);
  EXPECT_NEAR(pace.ratio.value(), (27.0 / 17) / (32.0 / 20), 1e-12);
  EXPECT_TRUE(pace.is_linear);
}

TEST(PaceRatio, OfAFallingIndicatorThatRisesIsNegative) {
  EXPECT_LT(PaceRatioOf({50, 2010}, {60, 2015}, {25, 2020}, Better::kDown).ratio.value(), 0);
  EXPECT_GT(PaceRatioOf({50, 2010}, {40, 2015}, {25, 2020}, Better::kDown).ratio.value(), 0);
}

TEST(PaceRatio, SaysWhyItCannotBeSaid) {
  EXPECT_EQ(PaceRatioOf({30, 2020}, {31, 2021}, {20, 2025}, Better::kUp).ratio.reason(),
            "the first value is not short of the target");
  EXPECT_EQ(PaceRatioOf({10, 2020}, {11, 2020}, {20, 2025}, Better::kUp).ratio.reason(),
            "2020 is not later than 2020");
  EXPECT_EQ(PaceRatioOf({10, 2020}, {11, 2021}, {20, 2019}, Better::kUp).ratio.reason(),
            "2019 is not later than 2020");
}

}  // namespace
}  // namespace sheaf::formulas
