// UTF-8 as terminals and files need it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf::cli {

// Where `text` stops being UTF-8 (RFC 3629), or npos. NUL is UTF-8.
size_t FirstInvalidUtf8(std::string_view text);

// Columns of a terminal that `text` takes; what cannot be shown counts one a byte.
size_t DisplayWidth(std::string_view text);

// `text` where it takes at most `width` columns, else its beginning and "…" in `width` columns.
// `width` is at least 1.
std::string CutToWidth(std::string_view text, size_t width);

// `text` as lines of at most `width` columns, broken at blanks; a word that is longer has a line of
// its own. At least one line.
std::vector<std::string> WrapToWidth(std::string_view text, size_t width);

// `text` with every control character (line breaks, tabs, escapes) as one blank.
std::string OnOneLine(std::string_view text);

}  // namespace sheaf::cli
