#include "plugins/sdk/formulas/moving_average.h"

#include <gtest/gtest.h>

namespace sheaf::formulas {
namespace {

TEST(MovingAverage, IsOfTheYearAndThoseBeforeIt) {
  const auto averages = MovingAverage({{2020, 1}, {2021, 2}, {2022, 6}, {2023, 4}}, 3);
  ASSERT_EQ(averages.size(), 4u);
  EXPECT_EQ(averages[1].average.reason(), "there is no value for 2019");
  EXPECT_DOUBLE_EQ(averages[2].average.value(), 3);
  EXPECT_DOUBLE_EQ(averages[3].average.value(), 4);
}

TEST(MovingAverage, FillsNoGap) {
  const auto averages = MovingAverage({{2020, 1}, {2022, 6}, {2021, std::nullopt}}, 2);
  ASSERT_EQ(averages.size(), 3u);
  EXPECT_EQ(averages[2].year, 2022);
  EXPECT_EQ(averages[2].average.reason(), "there is no value for 2021");
}

TEST(MovingAverage, OverOneYearIsTheSeriesItself) {
  const auto averages = MovingAverage({{2021, 7}, {2020, 3}}, 1);
  EXPECT_DOUBLE_EQ(averages[0].average.value(), 3);
  EXPECT_DOUBLE_EQ(averages[1].average.value(), 7);
}

TEST(MovingAverage, RefusesAWindowOfNothingAndTwoValuesOfOneYear) {
  EXPECT_FALSE(MovingAverage({{2020, 1}}, 0)[0].average.available());
  EXPECT_EQ(MovingAverage({{2020, 1}, {2020, 2}, {2021, 3}}, 1)[1].average.reason(),
            "there are two values for 2020");
}

}  // namespace
}  // namespace sheaf::formulas
