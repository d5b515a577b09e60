// The frame that each message of a Connect stream has: a byte of flags, the length as four bytes,
// the message.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sheaf::gateway {

inline constexpr uint8_t kCompressed = 1;
inline constexpr uint8_t kEndOfStream = 2;
inline constexpr size_t kEnvelopeHeadBytes = 5;

struct Envelope {
  uint8_t flags = 0;
  std::string_view message;
};

std::string FormatEnvelope(uint8_t flags, std::string_view message);

// The one message that the body of a call with one request holds. INVALID_ARGUMENT where it is cut
// short, where flags are set that are not known, or where there is not exactly one.
absl::StatusOr<Envelope> ParseOnlyEnvelope(std::string_view body);

}  // namespace sheaf::gateway
