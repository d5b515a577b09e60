#include "server/reports/known_on.h"

#include "server/reports/report_fixture.h"

namespace sheaf::reports {
namespace {

bool IsKnown(std::string_view effective, const std::string& word, const std::string& date) {
  v1::Update update;
  update.set_reported_status(word);
  update.set_effective_date(date);
  return IsKnownOn(Day(effective), update, sectors::Rules(EnergyManifest()));
}

bool IsKnown(std::string_view effective, v1::ObservationKind kind, const std::string& period) {
  v1::Observation observation;
  observation.set_kind(kind);
  observation.set_period(period);
  return IsKnownOn(Day(effective), observation);
}

TEST(KnownOn, AFactIsKnownFromItsDayOn) {
  EXPECT_FALSE(IsKnown("2024-06-29", "completed", "2024-06-30"));
  EXPECT_TRUE(IsKnown("2024-06-30", "completed", "2024-06-30"));
}

TEST(KnownOn, APartialDateIsKnownFromItsLastDayOn) {
  EXPECT_FALSE(IsKnown("2024-12-30", "completed", "2024"));
  EXPECT_TRUE(IsKnown("2024-12-31", "completed", "2024"));
}

TEST(KnownOn, AnUndatedFactIsAlwaysKnown) { EXPECT_TRUE(IsKnown("1990-01-01", "completed", "")); }

TEST(KnownOn, AnEventOrAWordThatTheManifestDoesNotHaveIsAFact) {
  EXPECT_FALSE(IsKnown("2024-06-30", "held", "2025"));
  EXPECT_FALSE(IsKnown("2024-06-30", "no_such_word", "2025"));
}

TEST(KnownOn, AnExpectationIsKnownBeforeItsDate) {
  EXPECT_TRUE(IsKnown("2024-06-30", "planned", "2030"));
}

TEST(KnownOn, AnActualIsKnownFromTheEndOfItsPeriodOn) {
  EXPECT_FALSE(IsKnown("2024-06-29", v1::ACTUAL, "2024-H1"));
  EXPECT_TRUE(IsKnown("2024-06-30", v1::ACTUAL, "2024-H1"));
  EXPECT_TRUE(IsKnown("2024-06-30", v1::ACTUAL, ""));
}

TEST(KnownOn, AForecastIsKnownBeforeItsPeriod) {
  EXPECT_TRUE(IsKnown("2024-06-30", v1::FORECAST, "2030"));
}

}  // namespace
}  // namespace sheaf::reports
