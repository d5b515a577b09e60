#include "proto/values/number.h"

#include <gtest/gtest.h>

#include <cfloat>
#include <cmath>

namespace sheaf {
namespace {

TEST(FormatNumber, WritesTheShortestDecimal) {
  EXPECT_EQ(FormatNumber(27), "27");
  EXPECT_EQ(FormatNumber(15.6), "15.6");
  EXPECT_EQ(FormatNumber(0.1), "0.1");
  EXPECT_EQ(FormatNumber(-4.94), "-4.94");
  EXPECT_EQ(FormatNumber(0.1 + 0.2), "0.30000000000000004");
}

TEST(FormatNumber, HasNoMinusZero) { EXPECT_EQ(FormatNumber(-0.0), "0"); }

TEST(FormatNumber, NeverUsesAnExponent) {
  EXPECT_EQ(FormatNumber(1e15), "1000000000000000");
  EXPECT_EQ(FormatNumber(1e-7), "0.0000001");
  for (const double value : {DBL_MAX, DBL_MIN, 5e-324, -5e-324}) {
    EXPECT_EQ(FormatNumber(value).find('e'), std::string::npos);
    EXPECT_EQ(ParseNumber(FormatNumber(value)), value);
  }
}

TEST(FormatFixed, RoundsHalfAwayFromZero) {
  EXPECT_EQ(FormatFixed(66.66, 1), "66.7");
  EXPECT_EQ(FormatFixed(66.64, 1), "66.6");
  EXPECT_EQ(FormatFixed(0.5, 0), "1");
  EXPECT_EQ(FormatFixed(1.5, 0), "2");
  EXPECT_EQ(FormatFixed(2.5, 0), "3");
  EXPECT_EQ(FormatFixed(-2.5, 0), "-3");
  EXPECT_EQ(FormatFixed(99.95, 1), "100.0");
}

// 2.675 is stored as a little less; who reads 2.675 expects 2.68.
TEST(FormatFixed, RoundsTheNumberAsItIsPrinted) {
  EXPECT_EQ(FormatFixed(2.675, 2), "2.68");
  EXPECT_EQ(FormatFixed(1.005, 2), "1.01");
}

TEST(FormatFixed, FillsUpWithZeros) {
  EXPECT_EQ(FormatFixed(27, 2), "27.00");
  EXPECT_EQ(FormatFixed(0.1, 3), "0.100");
  EXPECT_EQ(FormatFixed(0, 1), "0.0");
}

TEST(FormatFixed, HasNoMinusZero) { EXPECT_EQ(FormatFixed(-0.04, 1), "0.0"); }

TEST(ParseNumber, ReadsDecimals) {
  EXPECT_EQ(ParseNumber("27"), 27);
  EXPECT_EQ(ParseNumber("-4.94"), -4.94);
  EXPECT_EQ(ParseNumber("0"), 0);
  EXPECT_EQ(ParseNumber("1.2E+05"), 120000);
}

TEST(ParseNumber, RefusesWhatIsNotExactlyANumber) {
  for (const char* text : {"", " ", "27 ", " 27", "27%", "1,5", "1 000", "n/a", "nan", "inf",
                           "-inf", "0x10", "1e999", "--1", "."}) {
    EXPECT_EQ(ParseNumber(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace sheaf
