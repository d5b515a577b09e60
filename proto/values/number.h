// Numbers as text, the same on every machine and in every locale.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sheaf {

// The shortest decimal that reads back as `value`, never in exponent form: 27, 15.6, 0.1.
std::string FormatNumber(double value);

// `value` rounded half away from zero to `decimals` places: FormatFixed(66.66, 1) is "66.7". What
// is rounded is the number as FormatNumber writes it, so that a printed 2.675 rounds to 2.68.
std::string FormatFixed(double value, int decimals);

// A finite decimal number with nothing before or after it, "." as its point; else nothing.
std::optional<double> ParseNumber(std::string_view text);

}  // namespace sheaf
