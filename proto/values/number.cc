#include "proto/values/number.h"

#include <charconv>
#include <cmath>
#include <system_error>

namespace sheaf {
namespace {

// Adds one unit in the last place of a decimal text of digits and at most one point.
void Increment(std::string& digits) {
  for (size_t i = digits.size(); i-- > 0;) {
    if (digits[i] == '.') continue;
    if (digits[i] != '9') {
      ++digits[i];
      return;
    }
    digits[i] = '0';
  }
  digits.insert(digits.begin(), '1');
}

// `digits` (no sign) cut to `decimals` places, rounded half up.
std::string RoundDecimal(std::string digits, size_t decimals) {
  size_t point = digits.find('.');
  if (point == std::string::npos) {
    point = digits.size();
    digits += '.';
  }
  const size_t keep = point + 1 + decimals;
  if (digits.size() <= keep) return digits.append(keep - digits.size(), '0');
  const bool up = digits[keep] >= '5';
  digits.resize(keep);
  if (up) Increment(digits);
  return digits;
}

}  // namespace

std::string FormatNumber(double value) {
  if (value == 0) return "0";  // minus zero too
  char text[400];              // the longest is the smallest denormal: 326 characters
  const auto end = std::to_chars(text, text + sizeof(text), value, std::chars_format::fixed).ptr;
  return std::string(text, end);
}

std::string FormatFixed(double value, int decimals) {
  if (!std::isfinite(value)) return FormatNumber(value);
  std::string digits = RoundDecimal(FormatNumber(std::abs(value)), decimals > 0 ? decimals : 0);
  if (digits.back() == '.') digits.pop_back();
  const bool is_zero = digits.find_first_not_of("0.") == std::string::npos;
  return (value < 0 && !is_zero) ? "-" + digits : digits;
}

std::optional<double> ParseNumber(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace sheaf
