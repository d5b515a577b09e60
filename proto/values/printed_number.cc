#include "proto/values/printed_number.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "proto/values/number.h"

namespace sheaf {
namespace {

// What is printed holds no more: beyond, doubles do not tell neighbours apart.
constexpr size_t kMostDigits = 15;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool AreDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

// The digits of "1,117" without its commas; "" where they do not part groups of three.
std::string WithoutCommas(std::string_view text) {
  if (text.find(',') == text.npos) return AreDigits(text) ? std::string(text) : "";
  std::string digits;
  size_t most = 3;
  bool first = true;
  while (true) {
    const size_t end = std::min(text.find(','), text.size());
    const std::string_view group = text.substr(0, end);
    if (!AreDigits(group) || group.size() > most || (!first && group.size() != 3)) return "";
    digits += group;
    if (end == text.size()) return digits;
    text.remove_prefix(end + 1);
    first = false;
  }
}

PrintedNumber::Bound TakeBound(std::string_view* text) {
  if (text->empty()) return PrintedNumber::Bound::kNone;
  PrintedNumber::Bound bound = PrintedNumber::Bound::kNone;
  if (text->front() == '>') bound = PrintedNumber::Bound::kAbove;
  if (text->front() == '<') bound = PrintedNumber::Bound::kBelow;
  if (text->front() == '~') bound = PrintedNumber::Bound::kAbout;
  if (bound == PrintedNumber::Bound::kNone) return bound;
  text->remove_prefix(1);
  while (!text->empty() && text->front() == ' ') text->remove_prefix(1);
  return bound;
}

}  // namespace

double PrintedNumber::tolerance() const {
  double unit = std::pow(10.0, -decimals);
  if (bound == Bound::kAbout && value != 0) {
    const auto is_multiple = [&](double of) {
      return std::abs(value / of - std::round(value / of)) < 1e-9;
    };
    while (is_multiple(unit * 10)) unit *= 10;
  }
  return unit / 2;
}

double PrintedNumber::low() const {
  if (bound == Bound::kBelow) return -std::numeric_limits<double>::infinity();
  return bound == Bound::kAbove ? value : value - tolerance();
}

double PrintedNumber::high() const {
  if (bound == Bound::kAbove) return std::numeric_limits<double>::infinity();
  return bound == Bound::kBelow ? value : value + tolerance();
}

std::optional<PrintedNumber> ParsePrintedNumber(std::string_view text) {
  PrintedNumber printed;
  printed.bound = TakeBound(&text);
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const size_t point = std::min(text.find('.'), text.size());
  const std::string whole = WithoutCommas(text.substr(0, point));
  std::string_view fraction;
  if (point < text.size()) {
    fraction = text.substr(point + 1);
    if (!AreDigits(fraction)) return std::nullopt;
  }
  if (whole.empty() || whole.size() + fraction.size() > kMostDigits) return std::nullopt;
  const auto value = ParseNumber(whole + "." + std::string(fraction) + "0");
  if (!value) return std::nullopt;
  printed.value = negative ? -*value : *value;
  printed.decimals = static_cast<int>(fraction.size());
  return printed;
}

}  // namespace sheaf
