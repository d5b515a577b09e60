// Messages between their binary form and JSON, by the descriptors that are linked into the program:
// no message is known by name. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sheaf::gateway {

// `json` as the binary form of a message of `type`, "sheaf.v1.GetPlanRequest". INVALID_ARGUMENT
// says where it is no JSON, or not of that type; a field that the type does not have is refused, so
// that a slip of the pen is not taken for "unset".
absl::StatusOr<std::string> ToBinary(std::string_view type, std::string_view json);

// A message in its binary form as JSON. INVALID_ARGUMENT where it is none of `type`, or `type` is
// not known here.
absl::StatusOr<std::string> ToJson(std::string_view type, std::string_view binary);

}  // namespace sheaf::gateway
