// What a formula gives: a value, or why there is none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sheaf::formulas {

// A value type. Holds a finite number or a reason, never both and never a NaN: so that nothing that
// could not be computed is ever printed or added up as a figure.
class Result {
 public:
  // `value`, unless it is no finite number: then the reason says that it is out of range.
  static Result Of(double value);
  // `reason` completes "not available: ...", for a reader: "the target year 2020 is over".
  static Result Missing(std::string_view reason);

  bool available() const { return value_.has_value(); }
  // Ends the process where there is none: ask available() first.
  double value() const { return value_.value(); }
  // "" where there is a value.
  const std::string& reason() const { return reason_; }

  friend bool operator==(const Result&, const Result&) = default;

 private:
  std::optional<double> value_;
  std::string reason_;
};

// A value at a time in years; a year may have a fraction (mid-2022 is 2022.5).
struct Point {
  double value = 0;
  double year = 0;

  friend bool operator==(const Point&, const Point&) = default;
};

// Which way of a figure is the better one.
enum class Better { kUp, kDown };

}  // namespace sheaf::formulas
