#include "clients/cli/workbook/cell_text.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>

#include "clients/cli/file_problem.h"
#include "proto/values/number.h"

namespace sheaf::cli {
namespace {

// Whole numbers from here on have digits that a spreadsheet does not keep.
constexpr double kMostDigits = 1e15;

absl::Status Refused(const std::string& text) { return absl::InvalidArgumentError(text); }

std::string Days(const std::chrono::year_month_day& day, int parts) {
  char text[32];
  std::snprintf(text, sizeof(text), "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  constexpr size_t kLength[] = {0, 4, 7, 10};
  return std::string(text).substr(0, kLength[parts]);
}

// The day that a serial number means; nothing where no calendar has it. Day 60 of the count from
// 1900 is 29 February 1900, which never was; the days before it are one further from the others.
std::optional<std::chrono::year_month_day> DayOf(double serial, bool from_1904) {
  using std::chrono::sys_days;
  constexpr double kLast = 2'958'466;  // in the year 9999
  if (!(serial >= 0) || serial >= kLast) return std::nullopt;
  const std::chrono::days days(static_cast<int>(serial));
  if (from_1904) return sys_days(std::chrono::year{1904} / 1 / 1) + days;
  if (days.count() == 0 || days.count() == 60) return std::nullopt;
  const int early = days.count() < 60 ? 1 : 0;
  return sys_days(std::chrono::year{1899} / 12 / 30) + days + std::chrono::days(early);
}

absl::StatusOr<std::string> TextOfDate(double serial, const NumberFormat& format, bool from_1904) {
  const auto day = DayOf(serial, from_1904);
  if (!day) {
    return Refused("found a date that no calendar has (" + FormatNumber(serial) +
                   "), expected one as a text: 2024, 2024-11 or 2024-11-24");
  }
  const std::string whole = Days(*day, 3);
  if (serial != std::floor(serial) || (format.time && !format.day)) {
    return Refused("found a time of day, expected a date as a text: 2024, 2024-11 or 2024-11-24");
  }
  if (!format.year) {
    return Refused("found a date whose year is out of sight (the cell holds " + whole +
                   "); write it as a text, such as " + whole);
  }
  if (format.day) return whole;
  const bool first_of_month = day->day() == std::chrono::day{1};
  if (format.month && first_of_month) return Days(*day, 2);
  if (!format.month && first_of_month && day->month() == std::chrono::January) return Days(*day, 1);
  return Refused("found a date of which the cell shows a part only: it holds " + whole +
                 "; write what you mean as a text, " + Days(*day, format.month ? 2 : 1) + " or " +
                 whole);
}

// As people are shown it at most.
double WithKeptDigits(double number) {
  char text[40];
  std::snprintf(text, sizeof(text), "%.15g", number);
  return ParseNumber(text).value_or(number);
}

}  // namespace

absl::StatusOr<std::string> TextOfNumber(const std::string& stored, const NumberFormat& format,
                                         bool from_1904) {
  const auto number = ParseNumber(stored);
  if (!number) return Refused(FoundExpected(stored, "a number; the workbook is damaged here"));
  const std::string text = FormatNumber(WithKeptDigits(*number));
  switch (format.kind) {
    case NumberFormat::kDate:
      return TextOfDate(*number, format, from_1904);
    case NumberFormat::kPercent:
      return Refused("found " + FormatNumber(WithKeptDigits(*number * 100)) + "% (the cell holds " +
                     text +
                     " and shows it as a percentage), expected a plain number; give the cell the "
                     "format General and write the number that you mean");
    case NumberFormat::kThousands:
      return Refused("found a number shown in thousands (the cell holds " + text +
                     "), expected a plain number; give the cell the format General");
    case NumberFormat::kPadded:
      return Refused("found the number " + text +
                     " shown with zeros before it; give the cell the format Text and write it as "
                     "it is to be read");
    case NumberFormat::kNumber:
      break;
  }
  if (std::abs(*number) < kMostDigits) return text;
  return Refused(
      "found a number of more than 15 digits, of which a spreadsheet keeps 15; give the "
      "cell the format Text and write it anew");
}

absl::StatusOr<std::string> TextOfIsoDate(const std::string& stored) {
  constexpr size_t kDate = 10;
  const std::string date = stored.substr(0, kDate);
  const std::string time = stored.size() > kDate ? stored.substr(kDate) : "";
  if (time.find_first_not_of("T0:.Z") == std::string::npos) return date;
  return Refused("found a date with a time of day (" + stored +
                 "), expected a date as a text: 2024, 2024-11 or 2024-11-24");
}

std::string ProblemOfError(const std::string& error) {
  return "found the error " + Quoted(error) +
         " of a formula, expected a value; mend the formula, or write the value in its place";
}

}  // namespace sheaf::cli
