// Pairs of lines that look like the same initiative, by name.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::sectors {

// "duplicates/{digest}" of two lines, whichever comes first.
std::string DuplicateName(std::string_view line, std::string_view other_line);

}  // namespace sheaf::sectors
