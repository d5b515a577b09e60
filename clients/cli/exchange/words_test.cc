// The small translations that formats share: periods, and the origin of a figure as one text.
#include "clients/cli/exchange/ids.h"
#include "clients/cli/exchange/periods.h"
#include "clients/cli/exchange/remark.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli::exchange {
namespace {

TEST(Periods, AreTheSameInEveryFormat) {
  for (const std::string period : {"2024", "2024-H1", "2024-H2", "2024-Q1", "2024-Q4", "2024-01",
                                   "2024-02", "2023-02", "2024-12"}) {
    EXPECT_EQ(FromSdmxPeriod(SdmxPeriod(period)), period);
    EXPECT_EQ(FromDhis2Period(Dhis2Period(period)), period);
    const auto [first, last] = DaysOf(period);
    EXPECT_EQ(PeriodOfDays(first, last), period);
  }
  EXPECT_EQ(Dhis2Period("2024-H1"), "2024S1");
  EXPECT_EQ(Dhis2Period("2024-06"), "202406");
  EXPECT_EQ(DaysOf("2024-H2"), (std::pair<std::string, std::string>("2024-07-01", "2024-12-31")));
  EXPECT_EQ(DaysOf("2024-02").second, "2024-02-29");
  EXPECT_EQ(DaysOf("2020-11-24").first, "2020-11-24") << "a day is one too";
}

TEST(Periods, ThatWeHaveNotAreNothing) {
  for (const char* text :
       {"", "x", "2024-W01", "2024-H1", "2024-A2", "2024-S3", "2024-01-01", "2024-13", "24"}) {
    EXPECT_EQ(FromSdmxPeriod(text), std::nullopt) << text;
  }
  for (const char* text : {"", "2024W1", "20240131", "2024April", "202401B", "2024-Q1", "2024H1",
                           "2024S1x", "2024S"}) {
    EXPECT_EQ(FromDhis2Period(text), std::nullopt) << text;
  }
  EXPECT_EQ(PeriodOfDays("2024-01-01", "2024-02-29"), std::nullopt) << "two months";
  EXPECT_EQ(PeriodOfDays("2024-04-01", "2025-03-31"), std::nullopt) << "a financial year";
  EXPECT_EQ(PeriodOfDays("2024-01-01", "2024-12-30"), std::nullopt);
  EXPECT_EQ(PeriodOfDays("2024-02-01", "2024-04-30"), std::nullopt)
      << "three months, and no quarter";
  EXPECT_EQ(PeriodOfDays("2024-05-01", "2024-04-30"), std::nullopt);
}

TEST(Remarks, AreReadForPeopleAndReadBack) {
  const Remark remark{"AEC end-term review", "ASEANstats", "2359", "persons",
                      "Final.\nAfter revision."};
  EXPECT_EQ(RemarkText(remark),
            "Edition: AEC end-term review\nSource: ASEANstats\nPrinted at: 2359\nUnit: "
            "persons\nFinal.\nAfter revision.");
  EXPECT_TRUE(IsReadBack(remark));
  EXPECT_EQ(RemarkText({}), "");
  EXPECT_EQ(ParseRemark("of others: any text").note, "of others: any text");
}

TEST(Remarks, SayWhereTheyWouldBeReadOtherwise) {
  EXPECT_FALSE(IsReadBack({"", "", "", "", "Source: a note that begins like a field"}));
  EXPECT_FALSE(IsReadBack({"two\nlines", "", "", "", ""}));
}

TEST(Ids, MadeOfContentAreTwentyHexadecimalDigits) {
  EXPECT_TRUE(IsMadeOfContent("0123456789abcdef0123"));
  EXPECT_FALSE(IsMadeOfContent("0123456789ABCDEF0123"));
  EXPECT_FALSE(IsMadeOfContent("report-2024"));
}

}  // namespace
}  // namespace sheaf::cli::exchange
