#include "server/reports/reconciliation/range.h"

#include <gtest/gtest.h>

#include "server/reports/reconciliation/figure_unit.h"

namespace sheaf::reports {
namespace {

TEST(Range, ASumIsAsUncertainAsItsParts) {
  const Range sum = Range::Between(1.5, 2.5) + Range::Between(2.5, 3.5);
  EXPECT_EQ(sum.low, 4);
  EXPECT_EQ(sum.high, 6);
  EXPECT_EQ(sum.middle, 5);
  const Range left = Range::Exactly(10) - Range::Between(1, 3);
  EXPECT_EQ(left.low, 7);
  EXPECT_EQ(left.high, 9);
}

TEST(Range, AQuotientReachesFromTheLeastToTheMost) {
  const Range ratio = Quotient(Range::Between(9, 11), Range::Between(4, 5));
  EXPECT_DOUBLE_EQ(ratio.low, 1.8);
  EXPECT_DOUBLE_EQ(ratio.high, 2.75);
}

TEST(Range, MeetsWhereTheEndsTouch) {
  EXPECT_TRUE(Meet({1, 2}, {2, 3}));
  EXPECT_FALSE(Meet({1, 2}, {2.001, 3}));
  EXPECT_TRUE(Meet({0.1 + 0.2, 1}, {0, 0.3})) << "what doubles lose is no difference";
  EXPECT_TRUE(Meet({30, Range::kInfinity}, {30.57, 30.57}));
  EXPECT_TRUE(IsAbove({3, 4}, {1, 2}));
}

TEST(Range, WhatIsOneOrTheOtherHasNoBestGuess) {
  const Range either = Hull(Range::Exactly(6), Range::Exactly(8));
  EXPECT_EQ(either.low, 6);
  EXPECT_EQ(either.high, 8);
  EXPECT_FALSE(either.has_middle());
}

TEST(FigureUnit, KnowsWhatIsCountedAndWhatIsRounded) {
  for (const char* unit : {"lines", "projects", "KPIs", "people"}) {
    EXPECT_TRUE(UnitOf(unit).counts) << unit;
  }
  for (const char* unit :
       {"%", "USD", "USD million", "SGD million", "date", "km", "MW", "years", "people million"}) {
    EXPECT_FALSE(UnitOf(unit).counts) << unit;
  }
}

TEST(FigureUnit, ParesTheScaleFromTheBase) {
  EXPECT_EQ(UnitOf("USD million").base, "USD");
  EXPECT_EQ(UnitOf("USD million").scale, 1e6);
  EXPECT_EQ(UnitOf("trillion USD").scale, 1e12);
  EXPECT_EQ(UnitOf("action lines").base, "action lines");
}

}  // namespace
}  // namespace sheaf::reports
