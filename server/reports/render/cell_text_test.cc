#include "server/reports/render/cell_text.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace sheaf::reports {
namespace {

v1::Share ShareOf(int64_t numerator, int64_t denominator) {
  v1::Share share;
  share.set_numerator(numerator);
  share.set_denominator(denominator);
  return share;
}

TEST(CountText, SeparatesThousands) {
  EXPECT_EQ(CountText(0), "0");
  EXPECT_EQ(CountText(999), "999");
  EXPECT_EQ(CountText(1000), "1,000");
  EXPECT_EQ(CountText(1234567), "1,234,567");
  EXPECT_EQ(CountText(std::numeric_limits<int64_t>::max()), "9,223,372,036,854,775,807");
}

TEST(NumberText, KeepsTheDecimalsItHas) {
  EXPECT_EQ(NumberText(15.6), "15.6");
  EXPECT_EQ(NumberText(-1234.5), "-1,234.5");
  EXPECT_EQ(NumberText(-123), "-123");
}

TEST(NumberText, ShowsTheDecimalsItIsTold) {
  EXPECT_EQ(NumberText(23, 1), "23.0");
  EXPECT_EQ(NumberText(999.96, 1), "1,000.0");
  EXPECT_EQ(NumberText(2.5, 0), "3");
  EXPECT_EQ(NumberText(2.5, -4), "3");
}

TEST(NumberText, SaysWhatIsNoNumber) {
  EXPECT_EQ(NumberText(std::numeric_limits<double>::quiet_NaN()), "not a number");
  EXPECT_EQ(NumberText(-std::numeric_limits<double>::infinity()), "infinite");
}

TEST(ShareText, ShowsThePercentageWithItsCounts) {
  EXPECT_EQ(ShareText(ShareOf(38, 70)), "54.3% (38 of 70)");
  EXPECT_EQ(ShareText(ShareOf(1500, 3000)), "50.0% (1,500 of 3,000)");
}

TEST(ShareText, NeverHidesALine) {
  EXPECT_EQ(ShareText(ShareOf(1, 3200)), "<0.1% (1 of 3,200)");
  EXPECT_EQ(ShareText(ShareOf(3199, 3200)), ">99.9% (3,199 of 3,200)");
}

TEST(ShareText, SaysNoneAndAllWithoutDecimals) {
  EXPECT_EQ(ShareText(ShareOf(0, 70)), "0% (0 of 70)");
  EXPECT_EQ(ShareText(ShareOf(70, 70)), "100% (70 of 70)");
}

TEST(ShareText, HasNoPercentageOfNothing) { EXPECT_EQ(ShareText(ShareOf(0, 0)), "0 of 0"); }

TEST(ShareText, ShowsMoreThanAllAsItIs) {
  EXPECT_EQ(ShareText(ShareOf(12, 10)), "120.0% (12 of 10)");
}

TEST(MissingText, TellsTheFourReasonsApart) {
  EXPECT_EQ(MissingText(v1::BLANK), "blank");
  EXPECT_EQ(MissingText(v1::NOT_AVAILABLE), "not available");
  EXPECT_EQ(MissingText(v1::NOT_APPLICABLE), "not applicable");
  EXPECT_EQ(MissingText(v1::NOT_REPORTED), "not reported");
  EXPECT_EQ(MissingText(v1::MISSING_REASON_UNSPECIFIED), "missing, reason not stated");
}

TEST(CellText, TellsZeroFromMissingFromEmpty) {
  v1::Cell cell;
  EXPECT_EQ(CellText(cell), "");
  cell.set_count(0);
  EXPECT_EQ(CellText(cell), "0");
  cell.set_missing(v1::NOT_REPORTED);
  EXPECT_EQ(CellText(cell), "not reported");
}

TEST(CellText, NamesTheUnitWhereTheColumnDoesNot) {
  v1::Cell cell;
  cell.set_number(27);
  cell.set_unit("% reduction");
  EXPECT_EQ(CellText(cell), "27% reduction");
  EXPECT_EQ(CellText(cell, "% reduction"), "27");
  cell.set_unit("MW");
  EXPECT_EQ(CellText(cell, "% reduction"), "27 MW");
}

TEST(CellText, SaysThePeriodBehindTheFigure) {
  v1::Cell cell;
  cell.set_number(27);
  cell.set_period("2022");
  EXPECT_EQ(CellText(cell), "27 (2022)");
  cell.clear_number();
  EXPECT_EQ(CellText(cell), "");
}

TEST(CellText, GivesAMissingValueNoUnit) {
  v1::Cell cell;
  cell.set_missing(v1::BLANK);
  cell.set_unit("MW");
  EXPECT_EQ(CellText(cell), "blank");
}

TEST(ColumnText, NamesTheUnit) {
  v1::Column column;
  column.set_title("Target");
  EXPECT_EQ(ColumnText(column), "Target");
  column.set_unit("%");
  EXPECT_EQ(ColumnText(column), "Target (%)");
  column.set_title("Counted lines");
  column.set_unit("lines");
  EXPECT_EQ(ColumnText(column), "Counted lines");
}

}  // namespace
}  // namespace sheaf::reports
