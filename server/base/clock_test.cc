#include "server/base/clock.h"

#include <gtest/gtest.h>

#include "server/base/manual_clock.h"

namespace sheaf {
namespace {

constexpr Micros kSecond = 1'000'000;

TEST(FormatTime, WritesUtcToTheSecond) {
  EXPECT_EQ(FormatTime(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(FormatTime(1714564800 * kSecond), "2024-05-01T12:00:00Z");
}

TEST(FormatTime, WritesMicrosecondsWhereThereAreAny) {
  EXPECT_EQ(FormatTime(1714564800 * kSecond + 42), "2024-05-01T12:00:00.000042Z");
}

TEST(FormatTime, WritesTimesBefore1970) {
  EXPECT_EQ(FormatTime(-1), "1969-12-31T23:59:59.999999Z");
}

TEST(ParseTime, ReadsWhatFormatTimeWrites) {
  for (const Micros time :
       {Micros{0}, 1714564800 * kSecond, 1709164800 * kSecond + 5, Micros{-1}}) {
    EXPECT_EQ(ParseTime(FormatTime(time)).value(), time) << FormatTime(time);
  }
}

TEST(ParseTime, RefusesEverythingElse) {
  for (const char* text :
       {"", "2024", "2024-05-01", "2024-05-01T12:00:00", "2024-05-01 12:00:00Z",
        "2024-05-01T12:00:00+02:00", "2024-02-30T12:00:00Z", "2024-13-01T12:00:00Z",
        "2024-05-01T24:00:00Z", "2024-05-01T12:60:00Z", "2024-05-01T12:00:61Z",
        "2024-05-01T12:00:00.5Z", "2024-05-01T12:00:00.000000Z", "2024-05-01T12:00:00Z ",
        " 2024-05-01T12:00:00Z", "2024-05-01T-1:00:00Z", "0000-00-00T00:00:00Z"}) {
    EXPECT_EQ(ParseTime(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(ParseTime, SaysWhatWasFoundAndWhatIsExpected) {
  const std::string message(ParseTime("tomorrow").status().message());
  EXPECT_NE(message.find("'tomorrow'"), std::string::npos) << message;
  EXPECT_NE(message.find("2024-05-01T12:00:00Z"), std::string::npos) << message;
}

TEST(SystemClock, IsPastTheYear2020) {
  EXPECT_GT(SystemClock().Now(), ParseTime("2020-01-01T00:00:00Z").value());
}

TEST(ManualClock, MovesOnlyWhenTold) {
  ManualClock clock(10);
  EXPECT_EQ(clock.Now(), 10);
  clock.Advance(5);
  EXPECT_EQ(clock.Now(), 15);
  clock.Set(3);
  EXPECT_EQ(clock.Now(), 3);
}

}  // namespace
}  // namespace sheaf
