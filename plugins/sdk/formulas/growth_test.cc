#include "plugins/sdk/formulas/growth.h"

#include <gtest/gtest.h>

namespace sheaf::formulas {
namespace {

TEST(SimpleGrowth, IsTheDifferenceInPercentOfTheEarlierValue) {
  EXPECT_DOUBLE_EQ(SimpleGrowth(50, 60).value(), 20);
  EXPECT_DOUBLE_EQ(SimpleGrowth(60, 45).value(), -25);
  EXPECT_DOUBLE_EQ(SimpleGrowth(8, 0).value(), -100);
}

TEST(SimpleGrowth, FromZeroOrBelowIsRefused) {
  EXPECT_EQ(SimpleGrowth(0, 5).reason(), "the earlier value is zero, and nothing is a share of it");
  EXPECT_EQ(SimpleGrowth(-2, 5).reason(), "the earlier value is negative");
}

TEST(LinearYearlyGrowth, IsTheDifferenceByYear) {
  EXPECT_DOUBLE_EQ(LinearYearlyGrowth({0, 2005}, {27, 2022}).value(), 27.0 / 17);
  EXPECT_DOUBLE_EQ(LinearYearlyGrowth({10, 2020}, {-2, 2023}).value(), -4);
}

TEST(CompoundYearlyGrowth, IsTheRateThatLeadsFromOneToTheOther) {
  EXPECT_NEAR(CompoundYearlyGrowth({100, 2020}, {121, 2022}).value(), 10, 1e-12);
  EXPECT_NEAR(CompoundYearlyGrowth({100, 2020}, {81, 2022}).value(), -10, 1e-12);
  // The published road length of ASEAN, 1.85 million km in 2015 and 2.73 in 2023: "about 5%".
  EXPECT_NEAR(CompoundYearlyGrowth({1.85, 2015}, {2.73, 2023}).value(), 4.98, 0.005);
}

TEST(CompoundYearlyGrowth, OverHalfAYear) {
  EXPECT_NEAR(CompoundYearlyGrowth({100, 2020}, {110, 2020.5}).value(), 21, 1e-9);
}

TEST(YearlyGrowth, NeedsTwoPointsInTime) {
  EXPECT_EQ(LinearYearlyGrowth({1, 2020}, {2, 2020}).reason(), "2020 is not later than 2020");
  EXPECT_EQ(CompoundYearlyGrowth({1, 2020}, {2, 2019}).reason(), "2019 is not later than 2020");
}

TEST(CompoundYearlyGrowth, FromOrToZeroIsRefused) {
  EXPECT_FALSE(CompoundYearlyGrowth({0, 2005}, {27, 2022}).available());
  EXPECT_FALSE(CompoundYearlyGrowth({27, 2005}, {0, 2022}).available());
  EXPECT_FALSE(CompoundYearlyGrowth({-1, 2005}, {-2, 2022}).available());
}

TEST(Growth, OutOfRangeIsRefused) {
  EXPECT_EQ(SimpleGrowth(1e-300, 1e300).reason(), "the figures are out of range");
}

}  // namespace
}  // namespace sheaf::formulas
