// Words: the shapes that ids of manifests have, and how messages quote what was found and list what
// was expected. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sheaf::sectors {

// "in_progress": a lower-case letter, then lower-case letters, digits and single underscores; at
// most 100.
bool IsSnakeCase(std::string_view word);

// "treaty-matrix": the same with hyphens.
bool IsKebabCase(std::string_view word);

// `found` in quotes, fit for a message: cut short, without control characters, and valid UTF-8.
std::string Quoted(std::string_view found);

// "a, b and c"; "" for none.
std::string Listed(const std::vector<std::string>& words, std::string_view last = "and");

// Up to three of `words` that `found` may have been meant to be, the nearest first; none that is
// too far. Case, blanks and hyphens do not count as differences.
std::vector<std::string> NearestWords(std::string_view found,
                                      const std::vector<std::string>& words);

// What to write instead of `found`: "did you mean 'a' or 'b'?", all of `words` where they are few,
// else how many there are. `what` names them ("status words").
std::string Suggestion(std::string_view found, const std::vector<std::string>& words,
                       std::string_view what);

}  // namespace sheaf::sectors
