// A number as a document prints it: how far it was rounded, and whether it is a bound.
#pragma once

#include <optional>
#include <string_view>

namespace sheaf {

struct PrintedNumber {
  enum class Bound { kNone, kAbove, kBelow, kAbout };
  Bound bound = Bound::kNone;
  double value = 0;
  // Digits behind the point, as printed: 1 of "29.0".
  int decimals = 0;

  // What it stands for at most and at least: half a unit of the last digit to either side; of a
  // number that is about right, half a unit of the last digit that is not 0. A bound has no other
  // end (infinite).
  double low() const;
  double high() const;
  // How far a number that is no bound may be from what is printed.
  double tolerance() const;
};

// "96", "29.0", "1,117", "-3", ">30", "<5", "~1,200", with blanks behind the sign or without.
// Commas stand between groups of three digits, or nowhere. Nothing for any other text.
std::optional<PrintedNumber> ParsePrintedNumber(std::string_view text);

}  // namespace sheaf
