#include "server/base/clock.h"

#include <chrono>
#include <cstdio>

namespace sheaf {
namespace {

using std::chrono::microseconds;
using std::chrono::sys_days;
using std::chrono::sys_time;

absl::Status NotATime(std::string_view text) {
  return absl::InvalidArgumentError("'" + std::string(text) +
                                    "' is not a time; write UTC as 2024-05-01T12:00:00Z, with "
                                    "all six digits where there are microseconds");
}

struct Fields {
  int year, month, day, hour, minute, second, micros;
};

Micros FromFields(const Fields& f) {
  using namespace std::chrono;
  const year_month_day date{year(f.year), month(f.month), day(f.day)};
  const sys_time<microseconds> time = sys_days(date) + hours(f.hour) + minutes(f.minute) +
                                      seconds(f.second) + microseconds(f.micros);
  return time.time_since_epoch().count();
}

}  // namespace

Micros SystemClock::Now() const {
  return std::chrono::floor<microseconds>(std::chrono::system_clock::now())
      .time_since_epoch()
      .count();
}

std::string FormatTime(Micros time) {
  const sys_time<microseconds> instant{microseconds(time)};
  const sys_days day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(instant - day);
  char text[64];
  std::snprintf(text, sizeof(text), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  std::string result = text;
  if (const auto micros = clock.subseconds().count(); micros != 0) {
    std::snprintf(text, sizeof(text), ".%06d", static_cast<int>(micros));
    result += text;
  }
  return result + "Z";
}

absl::StatusOr<Micros> ParseTime(std::string_view text) {
  const std::string owned(text);
  Fields f{};
  char dot = 0;
  const int found = std::sscanf(owned.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%c%6d", &f.year, &f.month,
                                &f.day, &f.hour, &f.minute, &f.second, &dot, &f.micros);
  if (found < 7) return NotATime(text);
  // Whatever is not written exactly as FormatTime would write it did not mean this instant.
  const Micros time = FromFields(f);
  if (FormatTime(time) != text) return NotATime(text);
  return time;
}

}  // namespace sheaf
