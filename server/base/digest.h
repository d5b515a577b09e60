// SHA-256, and the two ways its bytes are written down.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sheaf {

// The 32 bytes of SHA-256 over `bytes`.
std::string Sha256(std::string_view bytes);

// Lower-case hexadecimal, two characters a byte.
std::string Hex(std::string_view bytes);

// `count` bytes from the operating system's random source.
std::string RandomBytes(size_t count);

}  // namespace sheaf
