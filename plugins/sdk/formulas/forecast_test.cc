#include "plugins/sdk/formulas/forecast.h"

#include <gtest/gtest.h>

#include <cmath>

namespace sheaf::formulas {
namespace {

constexpr auto kLeastSquares = ForecastMethod::kLeastSquares;
constexpr auto kEndToEnd = ForecastMethod::kEndToEnd;
constexpr auto kCompound = ForecastMethod::kCompound;

TEST(ForecastByLeastSquares, GoesAlongTheNearestLine) {
  // Worked out by hand: means 2021 and 4, slope (1 * 2 + 1 * 3) / 2 = 2.5.
  const Forecast forecast = ForecastFor(2024, {{2, 2020}, {3, 2021}, {7, 2022}}, kLeastSquares);
  EXPECT_DOUBLE_EQ(forecast.value.value(), 4 + 2.5 * 3);
}

TEST(ForecastEndToEnd, LooksAtTheEndsAlone) {
  const Forecast forecast = ForecastFor(2024, {{2, 2020}, {30, 2021}, {6, 2022}}, kEndToEnd);
  EXPECT_DOUBLE_EQ(forecast.value.value(), 10);
}

TEST(ForecastByCompoundRate, AppliesTheRateEachYear) {
  const Forecast forecast = ForecastFor(2024, {{100, 2020}, {121, 2022}}, kCompound);
  EXPECT_NEAR(forecast.value.value(), 146.41, 1e-9);
}

TEST(Forecast, NamesItsMethodAndListsItsInputs) {
  const Forecast forecast = ForecastFor(2025, {{7, 2022}, {2, 2020}, {3, 2021}}, kLeastSquares);
  EXPECT_EQ(forecast.Basis(), "straight line by least squares over 3 values, 2020 to 2022");
  ASSERT_EQ(forecast.inputs.size(), 3u);
  EXPECT_EQ(forecast.inputs.front(), (Point{2, 2020})) << "oldest first";
}

TEST(Forecast, FromTooFewValuesIsNotAvailable) {
  const Forecast line = ForecastFor(2025, {{27, 2022}, {25, 2021}}, kLeastSquares);
  EXPECT_EQ(line.value.reason(),
            "2 values on record, and a straight line by least squares needs at least 3");
  EXPECT_EQ(line.inputs.size(), 2u);
  EXPECT_EQ(ForecastFor(2025, {{27, 2022}}, kCompound).value.reason(),
            "1 value on record, and a compound yearly rate from the first to the last value needs "
            "at least 2");
  EXPECT_FALSE(ForecastFor(2025, {}, kEndToEnd).value.available());
  EXPECT_EQ(ForecastFor(2025, {}, kEndToEnd).Basis(),
            "straight line from the first to the last value over 0 values");
}

TEST(Forecast, LooksAheadOnly) {
  EXPECT_EQ(ForecastFor(2022, {{1, 2020}, {2, 2022}}, kEndToEnd).value.reason(),
            "2022 is not later than the last value, of 2022");
}

TEST(Forecast, CannotChooseBetweenTwoValuesOfOneYear) {
  EXPECT_EQ(ForecastFor(2025, {{27, 2022}, {26, 2022}, {20, 2020}}, kEndToEnd).value.reason(),
            "there are two values for 2022");
}

TEST(ForecastByCompoundRate, IsNotAvailableFromZero) {
  EXPECT_FALSE(ForecastFor(2025, {{0, 2005}, {27, 2022}}, kCompound).value.available());
  EXPECT_TRUE(ForecastFor(2025, {{0, 2005}, {27, 2022}}, kEndToEnd).value.available());
}

TEST(Forecast, IsNeverANumberThatIsNone) {
  EXPECT_FALSE(ForecastFor(2025, {{std::nan(""), 2005}, {27, 2022}}, kEndToEnd).value.available());
  EXPECT_FALSE(ForecastFor(9999, {{1e-200, 2021}, {1e200, 2022}}, kCompound).value.available());
}

}  // namespace
}  // namespace sheaf::formulas
