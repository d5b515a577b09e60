#include "clients/cli/workbook/number_format.h"

#include <string>

#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using Kind = NumberFormat::Kind;

// "y", "m", "d", "t" for the parts that a date format shows.
std::string PartsOf(std::string_view code) {
  const NumberFormat format = ParseNumberFormat(code);
  if (format.kind != NumberFormat::kDate) return "no date";
  return std::string(format.year ? "y" : "") + (format.month ? "m" : "") + (format.day ? "d" : "") +
         (format.time ? "t" : "");
}

TEST(NumberFormatTest, KnowsWhichPartsOfADateAreShown) {
  EXPECT_EQ(PartsOf("yyyy\\-mm\\-dd;@"), "ymd");
  EXPECT_EQ(PartsOf("[$-409]mmm\\-yy;@"), "ym");
  EXPECT_EQ(PartsOf("YYYY\"-\"MM"), "ym");
  EXPECT_EQ(PartsOf("yyyy"), "y");
  EXPECT_EQ(PartsOf("d-mmm"), "md");
  EXPECT_EQ(PartsOf("hh:mm"), "t") << "m is minutes here";
  EXPECT_EQ(PartsOf("[h]:mm:ss"), "t");
  EXPECT_EQ(PartsOf("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy"), "ymd");
  EXPECT_EQ(PartsOf("m/d/yy h:mm AM/PM"), "ymdt");
  EXPECT_EQ(PartsOf("[Red]dd.mm.yyyy"), "ymd");
}

TEST(NumberFormatTest, TellsNumbersThatAreShownAsTheyAreFromOthers) {
  for (const char* code :
       {"General", "0", "0.00", "#,##0", "#,##0.00;[Red]-#,##0.00", "0.00E+00", "# ?/?",
        "#,##0\\ \"km\"", "_-* #,##0.00_-", "@", "[$USD]\\ #,##0", ""}) {
    EXPECT_EQ(ParseNumberFormat(code).kind, Kind::kNumber) << code;
  }
  EXPECT_EQ(ParseNumberFormat("0.0%").kind, Kind::kPercent);
  EXPECT_EQ(ParseNumberFormat("0\"%\"").kind, Kind::kNumber) << "a sign that changes nothing";
  EXPECT_EQ(ParseNumberFormat("000").kind, Kind::kPadded);
  EXPECT_EQ(ParseNumberFormat("#,##0,").kind, Kind::kThousands);
}

}  // namespace
}  // namespace sheaf::cli
