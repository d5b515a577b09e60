#include "proto/values/partial_date.h"

#include <gtest/gtest.h>

namespace sheaf {
namespace {

PartialDate Date(std::string_view text) { return PartialDate::Parse(text).value(); }

TEST(PartialDate, KeepsThePrecisionItWasWrittenWith) {
  for (const char* text : {"", "2020", "2020-11", "2020-11-24", "1900", "2199-12-31"}) {
    EXPECT_EQ(Date(text).ToString(), text);
  }
}

TEST(PartialDate, GivesItsParts) {
  EXPECT_EQ(Date("2020-11-24").year(), 2020);
  EXPECT_EQ(Date("2020-11-24").month(), 11);
  EXPECT_EQ(Date("2020-11-24").day(), 24);
  EXPECT_EQ(Date("2020").month(), 0);
  EXPECT_EQ(Date("2020-11").day(), 0);
}

TEST(PartialDate, IsNotStatedByDefault) {
  EXPECT_FALSE(PartialDate().stated());
  EXPECT_FALSE(Date("").stated());
  EXPECT_TRUE(Date("2020").stated());
  EXPECT_EQ(PartialDate().packed(), 0u);
}

TEST(PartialDate, RefusesWhatIsNoDate) {
  for (const char* text : {"20",          "202",        "20200",
                           "2020-",       "2020-1",     "2020-13",
                           "2020-00",     "2020-11-00", "2020-11-31",
                           "2021-02-29",  "2020/11/24", "24-11-2020",
                           "2020-11-24 ", " 2020",      "1899",
                           "2200",        "abcd",       "2020-11-2",
                           "2020-1-24",   "2020-+1",    "2020-11-24T00:00:00Z"}) {
    EXPECT_EQ(PartialDate::Parse(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(PartialDate, SaysWhatWasFoundAndWhatIsExpected) {
  const std::string message(PartialDate::Parse("2020-13").status().message());
  EXPECT_NE(message.find("'2020-13'"), std::string::npos) << message;
  EXPECT_NE(message.find("2020-11-24"), std::string::npos) << message;
}

TEST(PartialDate, KnowsTheLastDayItCanMean) {
  EXPECT_EQ(Date("2020").LastDay(), Date("2020-12-31"));
  EXPECT_EQ(Date("2020-02").LastDay(), Date("2020-02-29"));
  EXPECT_EQ(Date("2021-02").LastDay(), Date("2021-02-28"));
  EXPECT_EQ(Date("2020-11-24").LastDay(), Date("2020-11-24"));
  EXPECT_EQ(PartialDate().LastDay(), PartialDate());
}

TEST(PartialDate, SortsAsItsLastDay) {
  EXPECT_TRUE(Date("2020").SortsAs(Date("2020-12-31")) == 0);
  EXPECT_TRUE(Date("2020").SortsAs(Date("2020-12")) == 0);
  EXPECT_TRUE(Date("2020").SortsAs(Date("2020-12-30")) > 0);
  EXPECT_TRUE(Date("2020").SortsAs(Date("2021-01-01")) < 0);
  EXPECT_TRUE(Date("2020-11").SortsAs(Date("2020-11-29")) > 0);
}

TEST(PartialDate, SortsBeforeAllOthersWhereNotStated) {
  EXPECT_TRUE(PartialDate().SortsAs(Date("1900-01-01")) < 0);
}

TEST(PartialDate, EqualsOnlyTheSamePrecision) {
  EXPECT_NE(Date("2020"), Date("2020-12-31"));
  EXPECT_EQ(Date("2020-12"), PartialDate::Of(2020, 12));
}

TEST(PartialDate, ComesBackFromItsColumnNumber) {
  for (const char* text : {"", "2020", "2020-11", "2020-11-24"}) {
    EXPECT_EQ(PartialDate::FromPacked(Date(text).packed()), Date(text));
  }
}

TEST(PartialDate, KnowsTheDayOfATime) {
  constexpr int64_t kMidnight = 1'714'608'000'000'000;  // 2024-05-02T00:00:00Z
  EXPECT_EQ(PartialDate::DayOf(kMidnight - 1), Date("2024-05-01"));
  EXPECT_EQ(PartialDate::DayOf(kMidnight), Date("2024-05-02"));
}

TEST(CheckPeriod, AcceptsYearsHalvesQuartersAndMonths) {
  for (const char* text :
       {"2024", "2024-H1", "2024-H2", "2024-Q1", "2024-Q4", "2024-01", "2024-06", "2024-12"}) {
    EXPECT_TRUE(CheckPeriod(text).ok()) << text;
  }
}

TEST(CheckPeriod, RefusesEverythingElse) {
  for (const char* text :
       {"", "24", "2024-", "2024-H0", "2024-H3", "2024-Q0", "2024-Q5", "2024-q1", "2024-00",
        "2024-13", "2024-6", "2024-06-01", "2024Q1", "1899", "2200", "2024 "}) {
    EXPECT_EQ(CheckPeriod(text).code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace sheaf
