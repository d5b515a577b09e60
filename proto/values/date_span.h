// The days that a period covers, from its first to its last.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "proto/values/partial_date.h"

namespace sheaf {

struct DateSpan {
  PartialDate first;
  PartialDate last;

  bool stated() const { return first.stated(); }
  // Whether it is whole years: "2024", "2016-2024".
  bool IsWholeYears() const;

  friend bool operator==(DateSpan, DateSpan) = default;
};

// "2024", "2024-H1", "2024-Q2", "2024-06", or years from and to: "2016-2024". INVALID_ARGUMENT with
// what was found and what is expected; that includes a period that ends before it starts.
absl::StatusOr<DateSpan> ParseDateSpan(std::string_view text);

}  // namespace sheaf
