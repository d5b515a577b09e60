// Words about plugins: what they say, made safe to print; delays and counts. Pure functions.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace sheaf::sectors {

// `text` on one line and as valid UTF-8: what is neither, terminal escapes among it, becomes "?".
// Cut to `max_bytes`, with "..." where something was cut.
std::string PrintableText(std::string_view text, size_t max_bytes);

// "40 ms", "1.5 s", "60 s".
std::string DurationText(std::chrono::milliseconds duration);

// "1st", "2nd", "3rd", "11th".
std::string OrdinalText(int number);

}  // namespace sheaf::sectors
