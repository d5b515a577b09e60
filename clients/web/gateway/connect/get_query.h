// The query of a call by GET: ?connect=v1&encoding=json&message=...&base64=1&compression=gzip
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sheaf::gateway {

struct GetQuery {
  std::string connect;      // "v1"; "" where it is not given
  std::string encoding;     // "json" or "proto"
  std::string compression;  // "gzip", "identity" or ""
  // Decoded; where it is compressed, it still is.
  std::string message;
};

// `query` is what follows the question mark. Parameters come in any order, and those that are not
// known are passed over. INVALID_ARGUMENT where `message` or `encoding` is missing, or what is
// written in percent signs or base64 is not.
absl::StatusOr<GetQuery> ParseGetQuery(std::string_view query);

// "%7B%22a%22" as "{\"a\"", and "+" as a blank. INVALID_ARGUMENT where two hexadecimal digits do
// not follow a percent sign.
absl::StatusOr<std::string> PercentDecoded(std::string_view text);

}  // namespace sheaf::gateway
