#include "clients/cli/nearest.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace sheaf::cli {
namespace {

// How many slips turn `a` into `b`: optimal string alignment, which counts a swap as one.
size_t Slips(std::string_view a, std::string_view b) {
  std::vector<std::vector<size_t>> slips(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) slips[i][0] = i;
  std::iota(slips[0].begin(), slips[0].end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t other = a[i - 1] == b[j - 1] ? 0 : 1;
      slips[i][j] =
          std::min({slips[i - 1][j] + 1, slips[i][j - 1] + 1, slips[i - 1][j - 1] + other});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        slips[i][j] = std::min(slips[i][j], slips[i - 2][j - 2] + 1);
      }
    }
  }
  return slips[a.size()][b.size()];
}

}  // namespace

std::string Nearest(std::string_view word, const std::vector<std::string>& words) {
  constexpr size_t kLongest = 64;  // beyond that it is no word
  constexpr size_t kShortestBeginning = 3;
  if (word.size() > kLongest) return "";
  std::string nearest;
  size_t fewest = std::max<size_t>(1, word.size() / 3) + 1;
  for (const std::string& known : words) {
    const bool begins = word.size() >= kShortestBeginning && known.starts_with(word);
    const size_t slips = begins ? 1 : Slips(word, known);
    if (slips >= fewest || slips >= known.size()) continue;
    fewest = slips;
    nearest = known;
  }
  return nearest;
}

std::string DidYouMean(std::string_view word, const std::vector<std::string>& words) {
  const std::string nearest = Nearest(word, words);
  return nearest.empty() ? "" : "; did you mean '" + nearest + "'?";
}

}  // namespace sheaf::cli
