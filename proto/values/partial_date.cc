#include "proto/values/partial_date.h"

#include <chrono>
#include <cstdio>

namespace sheaf {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

// Packed as year, four bits of month, five bits of day.
constexpr uint32_t Pack(int year, int month, int day) {
  return static_cast<uint32_t>(year << 9 | month << 5 | day);
}

// The number that `text` is, where it consists of exactly `digits` digits; else -1.
int Digits(std::string_view text, size_t digits) {
  if (text.size() != digits) return -1;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool IsYear(int year) { return year >= kFirstYear && year <= kLastYear; }

int DaysIn(int year, int month) {
  using namespace std::chrono;
  const year_month_day_last last{std::chrono::year(year),
                                 month_day_last{std::chrono::month(month)}};
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

bool IsDate(int year, int month, int day) {
  if (!IsYear(year) || month > 12 || (month == 0 && day != 0)) return false;
  return day == 0 || day <= DaysIn(year, month);
}

// `text` as year, month and day, -1 where a part is not written as one; 0 where it is left out.
struct Parts {
  int year = 0, month = 0, day = 0;
};
Parts Split(std::string_view text) {
  Parts parts{Digits(text.substr(0, 4), 4)};
  if (text.size() == 4) return parts;
  const bool to_the_day = text.size() == 10 && text[7] == '-';
  if ((text.size() != 7 && !to_the_day) || text[4] != '-') return {-1};
  parts.month = Digits(text.substr(5, 2), 2);
  if (to_the_day) parts.day = Digits(text.substr(8), 2);
  // A part that is written is at least 1.
  if (parts.month < 1 || (to_the_day && parts.day < 1)) return {-1};
  return parts;
}

bool IsPartOfYear(std::string_view part) {
  if (part.size() != 2) return false;
  if (part[0] == 'H') return part[1] == '1' || part[1] == '2';
  if (part[0] == 'Q') return part[1] >= '1' && part[1] <= '4';
  const int month = Digits(part, 2);
  return month >= 1 && month <= 12;
}

}  // namespace

absl::StatusOr<PartialDate> PartialDate::Parse(std::string_view text) {
  if (text.empty()) return PartialDate();
  const Parts parts = Split(text);
  if (!IsDate(parts.year, parts.month, parts.day)) {
    return absl::InvalidArgumentError("'" + std::string(text) +
                                      "' is not a date; write 2020, 2020-11 or 2020-11-24 (years "
                                      "1900 to 2199)");
  }
  return Of(parts.year, parts.month, parts.day);
}

PartialDate PartialDate::Of(int year, int month, int day) {
  return FromPacked(Pack(year, month, day));
}

PartialDate PartialDate::DayOf(int64_t micros) {
  using namespace std::chrono;
  const year_month_day date(floor<days>(sys_time<microseconds>(microseconds(micros))));
  return Of(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day())));
}

PartialDate PartialDate::FromPacked(uint32_t packed) {
  PartialDate date;
  date.packed_ = packed;
  return date;
}

int PartialDate::year() const { return static_cast<int>(packed_ >> 9); }
int PartialDate::month() const { return static_cast<int>(packed_ >> 5 & 15); }
int PartialDate::day() const { return static_cast<int>(packed_ & 31); }

PartialDate PartialDate::FirstDay() const {
  if (!stated() || day() != 0) return *this;
  return Of(year(), month() != 0 ? month() : 1, 1);
}

PartialDate PartialDate::LastDay() const {
  if (!stated() || day() != 0) return *this;
  const int last_month = month() != 0 ? month() : 12;
  return Of(year(), last_month, DaysIn(year(), last_month));
}

std::string PartialDate::ToString() const {
  if (!stated()) return "";
  char text[32];
  if (month() == 0) {
    std::snprintf(text, sizeof(text), "%04d", year());
  } else if (day() == 0) {
    std::snprintf(text, sizeof(text), "%04d-%02d", year(), month());
  } else {
    std::snprintf(text, sizeof(text), "%04d-%02d-%02d", year(), month(), day());
  }
  return text;
}

std::weak_ordering PartialDate::SortsAs(PartialDate other) const {
  return LastDay().packed_ <=> other.LastDay().packed_;
}

absl::Status CheckPeriod(std::string_view text) {
  const bool fits = IsYear(Digits(text.substr(0, 4), 4)) &&
                    (text.size() == 4 || (text[4] == '-' && IsPartOfYear(text.substr(5))));
  if (fits) return absl::OkStatus();
  return absl::InvalidArgumentError("'" + std::string(text) +
                                    "' is not a reporting period; write 2024, 2024-H1, 2024-Q2 or "
                                    "2024-06 (years 1900 to 2199)");
}

}  // namespace sheaf
