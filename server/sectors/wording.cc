#include "server/sectors/wording.h"

#include <algorithm>
#include <utility>

#include "google/protobuf/stubs/common.h"

namespace sheaf::sectors {
namespace {

constexpr size_t kLongestWord = 100;
constexpr size_t kLongestQuote = 80;
constexpr size_t kFewWords = 15;
constexpr size_t kMostSuggestions = 3;

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

bool IsJoinedBy(std::string_view word, char joint) {
  if (word.empty() || word.size() > kLongestWord || !IsLower(word[0]) || word.back() == joint) {
    return false;
  }
  char before = 0;
  for (const char c : word) {
    const bool joins = c == joint && before != joint;
    if (!joins && !IsLower(c) && !(c >= '0' && c <= '9')) return false;
    before = c;
  }
  return true;
}

// `word` as it is compared: lower case, with one kind of joint.
std::string Folded(std::string_view word) {
  std::string folded(word.substr(0, kLongestWord));
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == ' ' || c == '-') c = '_';
  }
  return folded;
}

// Levenshtein's distance: insertions, removals and replacements.
size_t Distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = std::exchange(row[0], i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, replaced}));
    }
  }
  return row[b.size()];
}

bool IsUtf8(std::string_view text) {
  return google::protobuf::internal::IsStructurallyValidUTF8(text.data(),
                                                             static_cast<int>(text.size()));
}

std::vector<std::string> QuotedAll(std::vector<std::string> words) {
  for (std::string& word : words) word = Quoted(word);
  return words;
}

}  // namespace

bool IsSnakeCase(std::string_view word) { return IsJoinedBy(word, '_'); }
bool IsKebabCase(std::string_view word) { return IsJoinedBy(word, '-'); }

std::string Quoted(std::string_view found) {
  const bool cut = found.size() > kLongestQuote;
  size_t end = std::min(found.size(), kLongestQuote);
  // A cut must not split a character of several bytes.
  while (cut && end > 0 && (static_cast<unsigned char>(found[end]) & 0xC0) == 0x80) --end;
  std::string text(found.substr(0, end));
  const bool readable = IsUtf8(text);
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || (!readable && byte > 0x7F)) c = '?';
  }
  return "'" + text + (cut ? "...'" : "'");
}

std::string Listed(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " " + std::string(last) + " " : ", ";
    text += words[i];
  }
  return text;
}

std::vector<std::string> NearestWords(std::string_view found,
                                      const std::vector<std::string>& words) {
  const std::string wanted = Folded(found);
  const size_t farthest = std::max<size_t>(1, wanted.size() / 3);
  std::vector<std::pair<size_t, std::string>> near;
  for (const std::string& word : words) {
    const size_t distance = Distance(wanted, Folded(word));
    if (distance <= farthest) near.emplace_back(distance, word);
  }
  std::sort(near.begin(), near.end());
  if (near.size() > kMostSuggestions) near.resize(kMostSuggestions);
  std::vector<std::string> nearest;
  for (auto& [distance, word] : near) nearest.push_back(std::move(word));
  return nearest;
}

std::string Suggestion(std::string_view found, const std::vector<std::string>& words,
                       std::string_view what) {
  const std::string kind(what);
  if (words.empty()) return "there are no " + kind;
  if (words.size() <= kFewWords) return "the " + kind + " are " + Listed(words);
  const std::vector<std::string> nearest = NearestWords(found, words);
  const std::string count = std::to_string(words.size()) + " " + kind;
  if (nearest.empty()) return "none of the " + count + " is near; look them up in the manifest";
  return "did you mean " + Listed(QuotedAll(nearest), "or") + "? (there are " + count + ")";
}

}  // namespace sheaf::sectors
