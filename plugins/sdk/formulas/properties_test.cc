// What must hold whatever the figures: on figures drawn at random, always the same ones.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <random>
#include <vector>

#include "plugins/sdk/formulas/forecast.h"
#include "plugins/sdk/formulas/growth.h"
#include "plugins/sdk/formulas/moving_average.h"
#include "plugins/sdk/formulas/pace.h"
#include "plugins/sdk/formulas/scores.h"
#include "plugins/sdk/formulas/shares.h"

namespace sheaf::formulas {
namespace {

constexpr int kTrials = 2000;
constexpr ForecastMethod kMethods[] = {ForecastMethod::kLeastSquares, ForecastMethod::kEndToEnd,
                                       ForecastMethod::kCompound};

class Properties : public ::testing::Test {
 protected:
  double Value(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random_);
  }
  int Whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  Better Direction() { return Whole(0, 1) == 0 ? Better::kUp : Better::kDown; }
  // One in five is missing.
  std::optional<double> Maybe(double low, double high) {
    const double value = Value(low, high);
    return Whole(0, 4) == 0 ? std::nullopt : std::optional<double>(value);
  }
  // Of years of their own, in no order.
  std::vector<Point> Points(double low, double high) {
    std::vector<Point> points;
    const int last = Whole(2002, 2020);
    for (int year = 2000; year <= last; ++year) {
      points.push_back({Value(low, high), static_cast<double>(year)});
    }
    std::shuffle(points.begin(), points.end(), random_);
    return points;
  }
  template <typename T>
  std::vector<T> Shuffled(std::vector<T> all) {
    std::shuffle(all.begin(), all.end(), random_);
    return all;
  }

  std::mt19937 random_{20251026};
};

void ExpectNear(double found, double expected) {
  EXPECT_NEAR(found, expected, 1e-9 * std::max({1.0, std::abs(found), std::abs(expected)}));
}

TEST_F(Properties, AValueOrAReasonAndNeverBoth) {
  // Any bits at all, NaN and infinities among them.
  std::uniform_int_distribution<uint64_t> bits;
  const auto any = [&] { return std::bit_cast<double>(bits(random_)); };
  for (int i = 0; i < kTrials; ++i) {
    const Point a{any(), any()}, b{any(), any()}, c{any(), any()};
    const Better better = Direction();
    for (const Result& result :
         {SimpleGrowth(a.value, b.value), LinearYearlyGrowth(a, b), CompoundYearlyGrowth(a, b),
          GapToTarget(a.value, b.value, better), PartOfWay(a.value, b.value, c.value, better),
          RequiredLinearPace(a, b, better), RequiredCompoundPace(a, b, better),
          PaceRatioOf(a, b, c, better).ratio, WeightedMean({{a.value, a.year}}).mean,
          MeanScoreOf({a.value}).mean, InPercentOfHighest(a.value),
          ForecastFor(c.year, {a, b, c}, kMethods[i % 3]).value}) {
      EXPECT_EQ(result.available(), result.reason().empty());
      EXPECT_TRUE(!result.available() || std::isfinite(result.value()));
    }
  }
}

TEST_F(Properties, GrowthAppliedToTheFirstValueGivesTheLast) {
  for (int i = 0; i < kTrials; ++i) {
    const Point from{Value(0.1, 1000), static_cast<double>(Whole(2000, 2010))};
    const Point to{Value(0.1, 1000), from.year + Whole(1, 20)};
    const double years = to.year - from.year;
    ExpectNear(from.value * (1 + SimpleGrowth(from.value, to.value).value() / 100), to.value);
    ExpectNear(from.value + LinearYearlyGrowth(from, to).value() * years, to.value);
    const double rate = 1 + CompoundYearlyGrowth(from, to).value() / 100;
    ExpectNear(from.value * std::pow(rate, years), to.value);
  }
}

TEST_F(Properties, TheRequiredPaceKeptUpReachesTheTarget) {
  for (int i = 0; i < kTrials; ++i) {
    const Better better = Direction();
    const Point latest{Value(1, 100), 2020};
    const Point target{
        better == Better::kUp ? latest.value + Value(0.1, 50) : latest.value * Value(0.1, 0.9),
        2020.0 + Whole(1, 15)};
    const double years = target.year - latest.year;
    const double linear = RequiredLinearPace(latest, target, better).value();
    ExpectNear(latest.value + linear * years, target.value);
    EXPECT_EQ(linear > 0, better == Better::kUp) << "a falling indicator has to fall";
    const double rate = 1 + RequiredCompoundPace(latest, target, better).value() / 100;
    ExpectNear(latest.value * std::pow(rate, years), target.value);
  }
}

TEST_F(Properties, APaceOfOneIsOnTheWayToTheTarget) {
  for (int i = 0; i < kTrials; ++i) {
    const Better better = Direction();
    const Point start{Value(10, 100), 2010};
    const Point target{better == Better::kUp ? start.value + Value(1, 50) : start.value * 0.5,
                       2030};
    const double rate = CompoundYearlyGrowth(start, target).value() / 100;
    const Point latest{start.value * std::pow(1 + rate, 7), 2017};
    ExpectNear(PaceRatioOf(start, latest, target, better).ratio.value(), 1);
  }
}

TEST_F(Properties, AGapAndTheOtherDirectionsGapAreOpposite) {
  for (int i = 0; i < kTrials; ++i) {
    const double value = Value(-100, 100), target = Value(-100, 100);
    EXPECT_EQ(GapToTarget(value, target, Better::kUp).value(),
              -GapToTarget(value, target, Better::kDown).value());
  }
}

TEST_F(Properties, TheOrderOfTheInputChangesNoBit) {
  for (int i = 0; i < kTrials; ++i) {
    std::vector<std::optional<double>> values;
    std::vector<WeightedValue> weighted;
    std::vector<YearlyValue> yearly;
    for (int year = 2000; year < 2012; ++year) {
      values.push_back(Maybe(0, 5));
      weighted.push_back({Maybe(-100, 100), Maybe(0, 10)});
      yearly.push_back({year, Maybe(-100, 100)});
    }
    EXPECT_EQ(UnweightedMean(values).mean, UnweightedMean(Shuffled(values)).mean);
    EXPECT_EQ(MeanScoreOf(values).mean, MeanScoreOf(Shuffled(values)).mean);
    EXPECT_EQ(WeightedMean(weighted).mean, WeightedMean(Shuffled(weighted)).mean);
    const auto averages = MovingAverage(yearly, 3), again = MovingAverage(Shuffled(yearly), 3);
    for (size_t j = 0; j < averages.size(); ++j) {
      EXPECT_EQ(averages[j].average, again[j].average);
    }
    const std::vector<Point> points = Points(1, 100);
    for (ForecastMethod method : kMethods) {
      EXPECT_EQ(ForecastFor(2040, points, method).value,
                ForecastFor(2040, Shuffled(points), method).value);
    }
  }
}

TEST_F(Properties, AMissingValueIsAsIfItWereNotThere) {
  for (int i = 0; i < kTrials; ++i) {
    std::vector<std::optional<double>> all, present;
    for (int j = 0; j < 10; ++j) {
      all.push_back(Maybe(0, 5));
      if (all.back()) present.push_back(all.back());
    }
    const Mean mean = UnweightedMean(all);
    EXPECT_EQ(mean.mean, UnweightedMean(present).mean);
    EXPECT_EQ(mean.of + mean.missing, 10);
    EXPECT_EQ(MeanScoreOf(all).mean, MeanScoreOf(present).mean);
  }
}

TEST_F(Properties, OneValueIsItsOwnMeanAndEqualWeightsWeighNothing) {
  for (int i = 0; i < kTrials; ++i) {
    const double value = Value(0, 5), weight = Value(0.1, 10);
    ExpectNear(WeightedMean({{value, weight}}).mean.value(), value);
    EXPECT_EQ(UnweightedMean({value}).mean.value(), value);
    EXPECT_EQ(MovingAverage({{2020, value}}, 1)[0].average.value(), value);
    const double other = Value(0, 5);
    ExpectNear(WeightedMean({{value, weight}, {other, weight}}).mean.value(),
               UnweightedMean({value, other}).mean.value());
    for (ForecastMethod method : kMethods) {
      EXPECT_FALSE(ForecastFor(2025, {{value, 2020}}, method).value.available());
    }
  }
}

TEST_F(Properties, AShareAndItsComplementAreTheWhole) {
  for (int i = 0; i < kTrials; ++i) {
    const int denominator = Whole(1, 1000), numerator = Whole(0, denominator);
    ExpectNear(
        Share(numerator, denominator).value() + Share(denominator - numerator, denominator).value(),
        100);
    std::vector<PartOfWhole> parts;
    for (int rest = numerator, j = 0; j < denominator; ++j) parts.push_back({rest-- > 0, 1});
    EXPECT_EQ(PooledShare(parts), Share(numerator, denominator));
  }
}

TEST_F(Properties, AMeanLiesBetweenTheLeastAndTheGreatest) {
  for (int i = 0; i < kTrials; ++i) {
    std::vector<WeightedValue> values;
    double least = 100, greatest = -100;
    for (int j = 0; j < 8; ++j) {
      const double value = Value(-100, 100);
      values.push_back({value, Value(0.01, 10)});
      least = std::min(least, value);
      greatest = std::max(greatest, value);
    }
    const double mean = WeightedMean(values).mean.value();
    EXPECT_GE(mean, least - 1e-9);
    EXPECT_LE(mean, greatest + 1e-9);
  }
}

TEST_F(Properties, WhatGoesStraightOnIsForecastExactlyByEitherLine) {
  for (int i = 0; i < kTrials; ++i) {
    const double start = Value(-100, 100), slope = Value(-10, 10);
    std::vector<Point> line;
    for (int year = 2010; year < 2018; ++year) line.push_back({start + slope * year, year * 1.0});
    const double expected = start + slope * 2025;
    for (auto method : {ForecastMethod::kLeastSquares, ForecastMethod::kEndToEnd}) {
      EXPECT_NEAR(ForecastFor(2025, line, method).value.value(), expected, 1e-6);
    }
  }
}

TEST_F(Properties, ACompoundForecastOfAFallingIndicatorStaysAboveZero) {
  for (int i = 0; i < kTrials; ++i) {
    const double first = Value(1, 100), last = first * Value(0.1, 0.9);
    const double far =
        ForecastFor(2040 + Whole(0, 30), {{first, 2010}, {last, 2020}}, ForecastMethod::kCompound)
            .value.value();
    EXPECT_GT(far, 0);
    EXPECT_LT(far, last);
  }
}

}  // namespace
}  // namespace sheaf::formulas
