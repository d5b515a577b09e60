// Likeness of titles: which of many titles say nearly the same. A word weighs the more the fewer
// titles have it (its inverse document frequency, ln(titles / titles with it); Spärck Jones, 1972),
// and two titles are as like as the cosine of their weighted words: 0 with no word in common, 1
// with the same ones. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf::reports {

// The words that tell a title from others: in lower case (ASCII; other letters as they are), each
// once, without articles, prepositions and the like. In the order of the alphabet.
std::vector<std::string> TellingWords(std::string_view title);

// Two of the titles, by their places, and how like they are.
struct LikePair {
  int32_t a = 0, b = 0;  // a < b
  double likeness = 0;

  bool operator==(const LikePair&) const = default;
};

struct LikePairs {
  // By a, then b.
  std::vector<LikePair> pairs;
  // Titles whose every word is in more than kCommonWordTitles titles: they were compared with none.
  int64_t not_compared = 0;
};

// A word of more titles than these brings no two titles together; it counts where others do. Bounds
// the work on a million lines.
inline constexpr size_t kCommonWordTitles = 200;

// The pairs of `titles` that are at least as like as `least`, above 0.
LikePairs FindLikePairs(const std::vector<std::string_view>& titles, double least);

}  // namespace sheaf::reports
