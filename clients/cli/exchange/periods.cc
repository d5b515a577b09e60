#include "clients/cli/exchange/periods.h"

#include "proto/values/partial_date.h"

namespace sheaf::cli::exchange {
namespace {

constexpr size_t kYearDigits = 4;
constexpr int kMonthsOfYear = 12;

// `text` where it is one of our periods.
std::optional<std::string> IfPeriod(std::string text) {
  if (!text.empty() && CheckPeriod(text).ok()) return text;
  return std::nullopt;
}

std::string TwoDigits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

// The letter of "2024-H1"; 0 for a year or a month.
char LetterOf(std::string_view period) {
  if (period.size() <= kYearDigits + 1) return 0;
  const char letter = period[kYearDigits + 1];
  return letter >= 'A' ? letter : '\0';
}

}  // namespace

std::string SdmxPeriod(std::string_view period) {
  std::string text(period);
  if (LetterOf(period) == 'H') text[kYearDigits + 1] = 'S';
  return text;
}

std::string_view SdmxFrequency(std::string_view period) {
  if (period.size() == kYearDigits) return "A";
  if (LetterOf(period) == 'H') return "S";
  return LetterOf(period) == 'Q' ? "Q" : "M";
}

std::optional<std::string> FromSdmxPeriod(std::string_view text) {
  std::string period(text);
  const char letter = LetterOf(text);
  if (letter == 'H') return std::nullopt;
  if (letter == 'S') period[kYearDigits + 1] = 'H';
  if (letter == 'M') period.erase(kYearDigits + 1, 1);
  if (letter == 'A') {
    if (text.substr(kYearDigits) != "-A1") return std::nullopt;
    period.resize(kYearDigits);
  }
  return IfPeriod(std::move(period));
}

std::string Dhis2Period(std::string_view period) {
  std::string text = SdmxPeriod(period);
  if (text.size() > kYearDigits) text.erase(kYearDigits, 1);
  return text;
}

std::optional<std::string> FromDhis2Period(std::string_view text) {
  if (text.size() <= kYearDigits) return IfPeriod(std::string(text));
  const std::string_view rest = text.substr(kYearDigits);
  if (rest.find('-') != std::string_view::npos ||
      LetterOf(std::string(text.substr(0, kYearDigits)) + "-" + std::string(rest)) == 'H') {
    return std::nullopt;
  }
  return FromSdmxPeriod(std::string(text.substr(0, kYearDigits)) + "-" + std::string(rest));
}

std::pair<std::string, std::string> DaysOf(std::string_view period) {
  const char letter = LetterOf(period);
  if (letter == 0) {
    const auto date = PartialDate::Parse(period);
    if (!date.ok() || !date->stated()) return {};
    return {date->FirstDay().ToString(), date->LastDay().ToString()};
  }
  const int months = letter == 'H' ? kMonthsOfYear / 2 : kMonthsOfYear / 4;
  const int last = (period.back() - '0') * months;
  const std::string year(period.substr(0, kYearDigits));
  const auto end = PartialDate::Parse(year + "-" + TwoDigits(last));
  if (!end.ok()) return {};
  return {year + "-" + TwoDigits(last - months + 1) + "-01", end->LastDay().ToString()};
}

std::optional<std::string> PeriodOfDays(std::string_view first, std::string_view last) {
  const auto start = PartialDate::Parse(first);
  const auto end = PartialDate::Parse(last);
  if (!start.ok() || !end.ok() || start->day() != 1 || end->day() == 0) return std::nullopt;
  const bool whole =
      start->year() == end->year() && PartialDate::Of(end->year(), end->month()).LastDay() == *end;
  if (!whole) return std::nullopt;
  const std::string year(first.substr(0, kYearDigits));
  const int months = end->month() - start->month() + 1;
  const bool aligned = months > 0 && (start->month() - 1) % months == 0;
  if (!aligned) return std::nullopt;
  const std::string place = std::to_string(end->month() / months);
  if (months == kMonthsOfYear) return year;
  if (months == kMonthsOfYear / 2) return year + "-H" + place;
  if (months == kMonthsOfYear / 4) return year + "-Q" + place;
  if (months == 1) return year + "-" + TwoDigits(end->month());
  return std::nullopt;
}

}  // namespace sheaf::cli::exchange
