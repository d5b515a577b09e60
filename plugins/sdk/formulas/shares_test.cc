#include "plugins/sdk/formulas/shares.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace sheaf::formulas {
namespace {

TEST(Share, IsInPercent) {
  EXPECT_DOUBLE_EQ(Share(6, 8).value(), 75);
  EXPECT_DOUBLE_EQ(Share(0, 8).value(), 0) << "zero is a value";
}

TEST(Share, RefusesWhatIsNoPartOfAWhole) {
  EXPECT_EQ(Share(0, 0).reason(), "there is nothing to take a share of");
  EXPECT_EQ(Share(9, 8).reason(), "the part is more than the whole");
  EXPECT_EQ(Share(-1, 8).reason(), "a count is negative");
}

TEST(PooledShare, PutsCountsTogetherRatherThanAveragePercentages) {
  EXPECT_DOUBLE_EQ(PooledShare({{1, 2}, {9, 10}}).value(), 10.0 / 12 * 100);
  EXPECT_DOUBLE_EQ(PooledShare({{0, 0}, {1, 4}}).value(), 25) << "an empty branch adds nothing";
  EXPECT_FALSE(PooledShare({}).available());
  EXPECT_FALSE(PooledShare({{1, 2}, {3, 1}}).available());
}

TEST(UnweightedShare, CountsEachAsOneAndLeavesOutTheUnknown) {
  EXPECT_DOUBLE_EQ(UnweightedShare({{true, 255}, {false, 129}, {std::nullopt, 452}}).value(), 50);
  EXPECT_FALSE(UnweightedShare({{std::nullopt, 1}}).available());
}

TEST(WeightedShare, IsOfTheWeight) {
  EXPECT_DOUBLE_EQ(WeightedShare({{true, 30}, {false, 10}, {std::nullopt, 60}}).value(), 75);
  EXPECT_DOUBLE_EQ(WeightedShare({{true, 30}, {false, 10}, {true, std::nullopt}}).value(), 75);
}

TEST(WeightedShare, RefusesWeightsThatWeighNothing) {
  EXPECT_EQ(WeightedShare({{true, 0}, {false, 0}}).reason(), "the weights add up to zero");
  EXPECT_EQ(WeightedShare({{true, -1}, {false, 2}}).reason(), "a weight is negative or no number");
  EXPECT_FALSE(WeightedShare({{true, std::nan("")}}).available());
}

TEST(UnweightedMean, SaysOfHowManyValuesItIs) {
  const Mean mean = UnweightedMean({4, std::nullopt, 0, 2});
  EXPECT_DOUBLE_EQ(mean.mean.value(), 2) << "a missing value is not zero, and zero is a value";
  EXPECT_EQ(mean.of, 3);
  EXPECT_EQ(mean.missing, 1);
}

TEST(UnweightedMean, OfNothingIsMissing) {
  const Mean mean = UnweightedMean({std::nullopt, std::nullopt});
  EXPECT_EQ(mean.mean.reason(), "no value is known");
  EXPECT_EQ(mean.missing, 2);
}

TEST(WeightedMean, WeighsByTheWeights) {
  const Mean mean = WeightedMean({{10, 1}, {20, 3}, {99, std::nullopt}});
  EXPECT_DOUBLE_EQ(mean.mean.value(), 17.5);
  EXPECT_EQ(mean.of, 2);
  EXPECT_EQ(mean.missing, 1);
}

TEST(WeightedMean, OutOfRangeIsRefused) {
  const double largest = std::numeric_limits<double>::max();
  EXPECT_FALSE(WeightedMean({{largest, 1}, {largest, 1}}).mean.available());
}

}  // namespace
}  // namespace sheaf::formulas
