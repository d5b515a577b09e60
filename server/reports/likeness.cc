#include "server/reports/likeness.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace sheaf::reports {
namespace {

constexpr std::string_view kFillers[] = {"a",   "an",   "and", "as",    "asean", "at", "by",
                                         "for", "from", "in",  "into",  "its",   "of", "on",
                                         "or",  "the",  "to",  "under", "with"};

bool IsFiller(std::string_view word) {
  return std::binary_search(std::begin(kFillers), std::end(kFillers), word);
}

// Letters beyond ASCII are parts of words.
bool IsOfWord(unsigned char c) { return c >= 0x80 || std::isalnum(c) != 0; }

using WordId = uint32_t;

// Titles as sets of numbered words.
class Titles {
 public:
  explicit Titles(const std::vector<std::string_view>& titles) {
    for (const std::string_view title : titles) Add(title);
    Weigh();
  }

  size_t size() const { return words_.size(); }
  const std::vector<WordId>& WordsOf(size_t title) const { return words_[title]; }
  const std::vector<int32_t>& TitlesWith(WordId word) const { return with_[word]; }
  bool IsCommon(WordId word) const { return with_[word].size() > kCommonWordTitles; }

  double Likeness(size_t a, size_t b) const {
    double shared = 0;
    auto at = words_[b].begin();
    for (const WordId word : words_[a]) {
      at = std::lower_bound(at, words_[b].end(), word);
      if (at == words_[b].end()) break;
      if (*at == word) shared += weights_[word] * weights_[word];
    }
    const double lengths = lengths_[a] * lengths_[b];
    return lengths == 0 ? 0 : std::min(1.0, shared / lengths);
  }

 private:
  void Add(std::string_view title) {
    std::vector<WordId> words;
    for (std::string& word : TellingWords(title)) {
      const auto [known, is_new] =
          ids_.try_emplace(std::move(word), static_cast<WordId>(with_.size()));
      if (is_new) with_.emplace_back();
      words.push_back(known->second);
      with_[known->second].push_back(static_cast<int32_t>(words_.size()));
    }
    std::sort(words.begin(), words.end());
    words_.push_back(std::move(words));
  }

  // Of one title and few of them a word must still weigh something: hence the one.
  void Weigh() {
    for (const auto& titles : with_) {
      weights_.push_back(
          std::log(1.0 + static_cast<double>(size()) / static_cast<double>(titles.size())));
    }
    for (const auto& words : words_) {
      double squares = 0;
      for (const WordId word : words) squares += weights_[word] * weights_[word];
      lengths_.push_back(std::sqrt(squares));
    }
  }

  std::unordered_map<std::string, WordId> ids_;
  std::vector<std::vector<int32_t>> with_;  // by word, the titles that have it
  std::vector<std::vector<WordId>> words_;  // by title, in order
  std::vector<double> weights_;             // by word
  std::vector<double> lengths_;             // by title
};

}  // namespace

std::vector<std::string> TellingWords(std::string_view title) {
  std::vector<std::string> words;
  std::string word;
  const auto take = [&] {
    if (!word.empty() && !IsFiller(word)) words.push_back(word);
    word.clear();
  };
  for (const char c : title) {
    const auto byte = static_cast<unsigned char>(c);
    if (IsOfWord(byte)) {
      word += byte < 0x80 ? static_cast<char>(std::tolower(byte)) : c;
    } else if (c != '\'') {
      take();
    }
  }
  take();
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

LikePairs FindLikePairs(const std::vector<std::string_view>& titles, double least) {
  const Titles all(titles);
  LikePairs found;
  std::vector<int32_t> others;
  for (size_t a = 0; a < all.size(); ++a) {
    others.clear();
    bool compared = all.WordsOf(a).empty();
    for (const WordId word : all.WordsOf(a)) {
      if (all.IsCommon(word)) continue;
      compared = true;
      const auto& with = all.TitlesWith(word);
      others.insert(others.end(),
                    std::upper_bound(with.begin(), with.end(), static_cast<int32_t>(a)),
                    with.end());
    }
    found.not_compared += compared ? 0 : 1;
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    for (const int32_t b : others) {
      const double likeness = all.Likeness(a, static_cast<size_t>(b));
      if (likeness >= least) found.pairs.push_back({static_cast<int32_t>(a), b, likeness});
    }
  }
  return found;
}

}  // namespace sheaf::reports
