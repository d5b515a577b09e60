// The one source of time. Injected, so that tests decide what time it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sheaf {

// Microseconds since 1970-01-01T00:00:00Z.
using Micros = int64_t;

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Micros Now() const = 0;
};

// The machine's clock.
class SystemClock : public Clock {
 public:
  Micros Now() const override;
};

// "2024-05-01T12:00:00Z", with microseconds where they are not zero.
std::string FormatTime(Micros time);

// Reads what FormatTime writes. INVALID_ARGUMENT for anything else.
absl::StatusOr<Micros> ParseTime(std::string_view text);

}  // namespace sheaf
