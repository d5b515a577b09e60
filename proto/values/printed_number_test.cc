#include "proto/values/printed_number.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace sheaf {
namespace {

using Bound = PrintedNumber::Bound;

TEST(PrintedNumber, KeepsHowFarItWasRounded) {
  const PrintedNumber whole = ParsePrintedNumber("96").value();
  EXPECT_EQ(whole.low(), 95.5);
  EXPECT_EQ(whole.high(), 96.5);
  const PrintedNumber tenth = ParsePrintedNumber("29.0").value();
  EXPECT_EQ(tenth.decimals, 1);
  EXPECT_DOUBLE_EQ(tenth.low(), 28.95);
  EXPECT_DOUBLE_EQ(tenth.high(), 29.05);
}

TEST(PrintedNumber, ReadsGroupsOfThreeDigits) {
  EXPECT_EQ(ParsePrintedNumber("1,117")->value, 1117);
  EXPECT_EQ(ParsePrintedNumber("189,315,749.5")->value, 189315749.5);
  EXPECT_EQ(ParsePrintedNumber("1117")->value, 1117);
}

TEST(PrintedNumber, ReadsBounds) {
  const PrintedNumber above = ParsePrintedNumber(">30").value();
  EXPECT_EQ(above.bound, Bound::kAbove);
  EXPECT_EQ(above.low(), 30);
  EXPECT_TRUE(std::isinf(above.high()));
  const PrintedNumber below = ParsePrintedNumber("< 5.5").value();
  EXPECT_EQ(below.high(), 5.5);
  EXPECT_TRUE(std::isinf(below.low()));
}

TEST(PrintedNumber, IsAboutRightByItsLastDigitThatSaysSomething) {
  EXPECT_EQ(ParsePrintedNumber("~1,200")->low(), 1150);
  EXPECT_EQ(ParsePrintedNumber("~52")->high(), 52.5);
  EXPECT_EQ(ParsePrintedNumber("~0")->high(), 0.5);
  EXPECT_EQ(ParsePrintedNumber("1,200")->low(), 1199.5);
}

TEST(PrintedNumber, ReadsNegativeOnes) {
  EXPECT_EQ(ParsePrintedNumber("-3")->value, -3);
  EXPECT_EQ(ParsePrintedNumber("-3")->low(), -3.5);
}

TEST(PrintedNumber, RefusesWhatIsNoNumber) {
  for (const char* text :
       {"",      ">",   "x",  "1,17", "1117,000", ",117", "1,",    "1.",     ".5",
        "1.2.3", "1e5", "5%", "nan",  "inf",      "--3",  "1 117", "1,117,", "1234567890123456",
        ">>3",   "3>"}) {
    EXPECT_FALSE(ParsePrintedNumber(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace sheaf
