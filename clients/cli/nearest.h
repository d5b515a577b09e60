// "Did you mean ...?"
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sheaf::cli {

// The one of `words` that `word` is most likely a slip of the fingers for: letters missing, too
// many, wrong or swapped, or only the beginning of it. "" where none is close.
std::string Nearest(std::string_view word, const std::vector<std::string>& words);

// "; did you mean 'push'?" or "".
std::string DidYouMean(std::string_view word, const std::vector<std::string>& words);

}  // namespace sheaf::cli
