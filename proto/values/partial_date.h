// A date as precise as its source: "2020", "2020-11" or "2020-11-24". It sorts as its last day, so
// that a fact dated "2020" is known to have happened only once 2020 is over; an unstated date sorts
// before all others.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sheaf {

// Four bytes, cheap to copy. The default is "not stated".
class PartialDate {
 public:
  PartialDate() = default;

  // "" is "not stated". INVALID_ARGUMENT, with what was found and what is expected, for a text that
  // is no date of the calendar (years 1900 to 2199).
  static absl::StatusOr<PartialDate> Parse(std::string_view text);
  // `month` and `day` may be 0 for "not stated". The caller vouches that the date exists.
  static PartialDate Of(int year, int month = 0, int day = 0);
  // The UTC day that holds `micros`, microseconds since 1970-01-01T00:00:00Z.
  static PartialDate DayOf(int64_t micros);
  // The inverse of packed().
  static PartialDate FromPacked(uint32_t packed);

  bool stated() const { return packed_ != 0; }
  int year() const;
  int month() const;  // 0 where only the year is stated
  int day() const;    // 0 where only year and month are stated

  // The first and the last day it can mean; the default stays the default.
  PartialDate FirstDay() const;
  PartialDate LastDay() const;

  // As it was written; "" where not stated.
  std::string ToString() const;

  // A number for columns: equal exactly for equal dates; 0 is "not stated".
  uint32_t packed() const { return packed_; }

  // By last day: 2020 and 2020-12-31 are equivalent here although they are not equal.
  std::weak_ordering SortsAs(PartialDate other) const;

  friend bool operator==(PartialDate, PartialDate) = default;

 private:
  uint32_t packed_ = 0;
};

// Checks a reporting period: "2024", "2024-H1", "2024-Q2" or "2024-06". INVALID_ARGUMENT with what
// was found and what is expected.
absl::Status CheckPeriod(std::string_view text);

}  // namespace sheaf
