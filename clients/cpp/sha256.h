// SHA-256, computed here, so that nothing of it rests on what a server says.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace sheaf::client {

inline constexpr size_t kHashSize = 32;

// The 32 bytes of SHA-256 over `parts`, one after the other.
std::string Sha256(std::initializer_list<std::string_view> parts);

}  // namespace sheaf::client
