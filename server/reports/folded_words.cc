#include "server/reports/folded_words.h"

#include <array>
#include <cstdint>

namespace sheaf::reports {
namespace {

// The letter without its marks, in lower case, of U+00C0 to U+024F and of U+1E00 to U+1EFF, after
// the decompositions of the Unicode Character Database; a space: it has none and stays as it is.
constexpr std::string_view kLatin =
    "aaaaaa ceeeeiiiidnooooo ouuuuyt aaaaaa ceeeeiiiidnooooo ouuuuytyaaaaaaccccccccdd"
    "ddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkkkllllll  llnnnnnn nnoooooo  rrrrrrssssss"
    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs                                oo             u"
    "u                            aaiioouuuuuuuuuu aaaa    ggkkoooo  j   gg  nnaa    "
    "aaaaeeeeiiiioooorrrruuuusstt  hh      aaeeooooooooyy                            ";
constexpr std::string_view kLatinAdditional =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooo"
    "oooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy s    "
    "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu"
    "uuyyyyyyyy      ";

constexpr uint32_t kLatinFirst = 0xC0, kLatinAdditionalFirst = 0x1E00;

// 0 for what stands between words.
constexpr std::array<char, 128> kAscii = [] {
  std::array<char, 128> table{};
  for (unsigned char c = '0'; c <= '9'; ++c) table[c] = static_cast<char>(c);
  for (unsigned char c = 'a'; c <= 'z'; ++c) {
    table[c] = static_cast<char>(c);
    table[c - 'a' + 'A'] = static_cast<char>(c);
  }
  return table;
}();

// What is no UTF-8 is taken byte by byte, as letters that nobody knows.
struct Character {
  uint32_t code = UINT32_MAX;
  size_t bytes = 1;
};

Character CharacterAt(std::string_view text, size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  if (bytes == 1 || at + bytes > text.size()) return {};
  uint32_t code = first & (0xFFU >> (bytes + 1));
  for (size_t i = 1; i < bytes; ++i) {
    code = code << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  return {code, bytes};
}

bool IsCombiningMark(uint32_t code) { return code >= 0x300 && code <= 0x36F; }

// Latin-1 signs, general punctuation, and that of East Asia.
bool StandsBetweenWords(uint32_t code) {
  return (code >= 0x80 && code < kLatinFirst) || (code >= 0x2000 && code <= 0x206F) ||
         (code >= 0x3000 && code <= 0x303F);
}

// ' ' where it has none.
char LetterOf(uint32_t code) {
  if (code >= kLatinFirst && code - kLatinFirst < kLatin.size()) return kLatin[code - kLatinFirst];
  if (code >= kLatinAdditionalFirst && code - kLatinAdditionalFirst < kLatinAdditional.size()) {
    return kLatinAdditional[code - kLatinAdditionalFirst];
  }
  return ' ';
}

// Puts words together, letter by letter.
class Words {
 public:
  explicit Words(std::string* words) : words_(*words) {}

  void Letter(std::string_view letter) {
    if (!within_) words_ += ' ';
    words_ += letter;
    within_ = true;
  }
  void End() { within_ = false; }

 private:
  std::string& words_;
  bool within_ = false;
};

}  // namespace

void AppendFoldedWords(std::string_view text, std::string* words) {
  Words folded(words);
  for (size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < kAscii.size()) {
      ++at;
      if (kAscii[byte] == 0) {
        folded.End();
      } else {
        folded.Letter({&kAscii[byte], 1});
      }
      continue;
    }
    const Character character = CharacterAt(text, at);
    const std::string_view bytes = text.substr(at, character.bytes);
    at += character.bytes;
    if (IsCombiningMark(character.code)) continue;
    if (StandsBetweenWords(character.code)) {
      folded.End();
      continue;
    }
    const char letter = LetterOf(character.code);
    folded.Letter(letter == ' ' ? bytes : std::string_view(&letter, 1));
  }
}

std::string FoldedWords(std::string_view text) {
  std::string words;
  AppendFoldedWords(text, &words);
  return words;
}

}  // namespace sheaf::reports
