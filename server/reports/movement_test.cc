#include "server/reports/movement.h"

#include <gtest/gtest.h>

#include "server/reports/headline.h"
#include "server/reports/timeliness.h"

namespace sheaf::reports {
namespace {

std::string EndBefore(std::string_view effective, int months) {
  v1::Cadence cadence;
  cadence.set_months(months);
  return PreviousPeriodEnd(PartialDate::Parse(effective).value(), cadence).ToString();
}

LineState In(v1::CanonicalState state) {
  LineState line;
  line.state = state;
  line.headline = HeadlineOf(state);
  return line;
}

TEST(PreviousPeriodEndTest, IsOfTheCalendarWhereTheCadenceDividesAYear) {
  EXPECT_EQ(EndBefore("2024-06-30", 3), "2024-03-31");
  EXPECT_EQ(EndBefore("2024-07-01", 3), "2024-06-30");
  EXPECT_EQ(EndBefore("2024-02-10", 3), "2023-12-31");
  EXPECT_EQ(EndBefore("2024-12-31", 12), "2023-12-31");
  EXPECT_EQ(EndBefore("2024-03-15", 1), "2024-02-29");
}

TEST(PreviousPeriodEndTest, ReachesBackFromTheDateWhereItDoesNot) {
  EXPECT_EQ(EndBefore("2024-06-30", 60), "2019-06-30");
  EXPECT_EQ(EndBefore("2024-02-29", 24), "2022-02-28");
}

TEST(PreviousPeriodEndTest, IsThatOfAYearWithoutACadence) {
  EXPECT_EQ(EndBefore("2024-06-30", 0), "2023-12-31");
}

TEST(MovementTest, IsByHowFarTheStatesAre) {
  EXPECT_EQ(MovementOf(In(v1::NOT_STARTED), In(v1::IN_PROGRESS)), Movement::kMovedOn);
  EXPECT_EQ(MovementOf(In(v1::IN_PROGRESS), In(v1::PARTIALLY_COMPLETED)), Movement::kMovedOn)
      << "within one class, too";
  EXPECT_EQ(MovementOf(In(v1::COMPLETED), In(v1::IN_PROGRESS)), Movement::kFellBack);
  EXPECT_EQ(MovementOf(In(v1::CONTINUING), In(v1::IN_PROGRESS)), Movement::kUnchanged);
  EXPECT_EQ(MovementOf(In(v1::NOT_STARTED), In(v1::POSTPONED)), Movement::kUnchanged);
}

TEST(MovementTest, TellsSilenceAndExclusionApart) {
  const LineState silent = In(v1::CANONICAL_STATE_UNSPECIFIED);
  EXPECT_EQ(MovementOf(silent, In(v1::NOT_STARTED)), Movement::kFirstReported);
  EXPECT_EQ(MovementOf(In(v1::IN_PROGRESS), In(v1::NO_LONGER_REPORTED)),
            Movement::kNoLongerReported);
  EXPECT_EQ(MovementOf(In(v1::IN_PROGRESS), In(v1::CANCELLED)), Movement::kLeftOut);
  EXPECT_EQ(MovementOf(silent, In(v1::WITHDRAWN)), Movement::kLeftOut);
  EXPECT_EQ(MovementOf(In(v1::WITHDRAWN), In(v1::IN_PROGRESS)), Movement::kTakenIn);
  EXPECT_EQ(MovementOf(In(v1::WITHDRAWN), In(v1::CANCELLED)), Movement::kUnchanged);
}

TEST(MonthsBetweenTest, AreWholeMonths) {
  const auto between = [](std::string_view from, std::string_view to) {
    return MonthsBetween(PartialDate::Parse(from).value(), PartialDate::Parse(to).value());
  };
  EXPECT_EQ(between("2024-01-15", "2024-02-14"), 0);
  EXPECT_EQ(between("2024-01-15", "2024-02-15"), 1);
  EXPECT_EQ(between("2024-01-31", "2024-02-29"), 1);
  EXPECT_EQ(between("2023", "2024-12-31"), 12);
  EXPECT_EQ(between("2024-06", "2024-12-31"), 6);
}

}  // namespace
}  // namespace sheaf::reports
