// gzip, both ways, of what is in memory. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sheaf::gateway {

// For what is made once and for what is made for each answer.
inline constexpr int kSmallest = 9;
inline constexpr int kQuick = 4;

std::string Gzip(std::string_view bytes, int level);

// INVALID_ARGUMENT where `bytes` are no gzip, RESOURCE_EXHAUSTED where they hold more than
// `max_bytes`: a small request does not become a large one unseen.
absl::StatusOr<std::string> Gunzip(std::string_view bytes, size_t max_bytes);

}  // namespace sheaf::gateway
