#include "proto/values/date_span.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace sheaf {
namespace {

using ::testing::HasSubstr;

std::string Days(std::string_view period) {
  const auto span = ParseDateSpan(period);
  return span.ok() ? span->first.ToString() + " " + span->last.ToString()
                   : std::string(span.status().message());
}

TEST(DateSpan, IsFromTheFirstToTheLastDay) {
  EXPECT_EQ(Days("2024"), "2024-01-01 2024-12-31");
  EXPECT_EQ(Days("2024-H2"), "2024-07-01 2024-12-31");
  EXPECT_EQ(Days("2024-Q1"), "2024-01-01 2024-03-31");
  EXPECT_EQ(Days("2024-02"), "2024-02-01 2024-02-29");
  EXPECT_EQ(Days("2016-2024"), "2016-01-01 2024-12-31");
}

TEST(DateSpan, KnowsWholeYears) {
  EXPECT_TRUE(ParseDateSpan("2024")->IsWholeYears());
  EXPECT_TRUE(ParseDateSpan("2016-2024")->IsWholeYears());
  EXPECT_FALSE(ParseDateSpan("2024-H1")->IsWholeYears());
  EXPECT_FALSE(DateSpan().IsWholeYears());
}

TEST(DateSpan, NeverEndsBeforeItStarts) {
  EXPECT_THAT(Days("2016-2015"), HasSubstr("ends before it starts"));
  EXPECT_EQ(Days("2016-2016"), "2016-01-01 2016-12-31");
}

TEST(DateSpan, RefusesWhatIsNoPeriod) {
  for (const char* text : {"", "24", "2024-H3", "2024-Q5", "2024-13", "2016/2024", "2016-20x4",
                           "2016-2024-2025", "1800-2024", "2016-02-09"}) {
    EXPECT_FALSE(ParseDateSpan(text).ok()) << text;
  }
  EXPECT_THAT(Days("2024-13"), HasSubstr("2016-2024"));
}

}  // namespace
}  // namespace sheaf
