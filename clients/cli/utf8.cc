#include "clients/cli/utf8.h"

#include <algorithm>
#include <clocale>
#include <cwchar>

namespace sheaf::cli {
namespace {

// The system's table of widths, in UTF-8 whatever the user's locale is. For this thread, while it
// lives.
class Utf8Locale {
 public:
  Utf8Locale() : before_(uselocale(Utf8())) {}
  ~Utf8Locale() { uselocale(before_); }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  static locale_t Utf8() {
    static const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return utf8;
  }
  const locale_t before_;
};

struct Glyph {
  size_t bytes;
  size_t width;
};

// The first character of `text`, which is not empty. Needs a Utf8Locale.
Glyph FirstGlyph(std::string_view text) {
  std::mbstate_t state{};
  wchar_t character = 0;
  const size_t bytes = std::mbrtowc(&character, text.data(), text.size(), &state);
  // 0: NUL; the two largest: invalid, and cut off.
  if (bytes == 0 || bytes > text.size()) return {1, 1};
  const int width = wcwidth(character);
  return {bytes, width < 0 ? 1 : static_cast<size_t>(width)};
}

// Bytes of the sequence that `lead` begins, and the range of its second byte, by RFC 3629's table.
struct Sequence {
  size_t bytes = 0;
  unsigned char second_low = 0x80;
  unsigned char second_high = 0xbf;
};

Sequence SequenceOf(unsigned char lead) {
  if (lead < 0x80) return {1};
  if (lead >= 0xc2 && lead <= 0xdf) return {2};
  if (lead == 0xe0) return {3, 0xa0, 0xbf};
  if (lead == 0xed) return {3, 0x80, 0x9f};
  if (lead >= 0xe1 && lead <= 0xef) return {3};
  if (lead == 0xf0) return {4, 0x90, 0xbf};
  if (lead == 0xf4) return {4, 0x80, 0x8f};
  if (lead >= 0xf1 && lead <= 0xf3) return {4};
  return {};
}

bool IsSequence(std::string_view text, const Sequence& sequence) {
  if (sequence.bytes == 0 || sequence.bytes > text.size()) return false;
  for (size_t i = 1; i < sequence.bytes; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool second = i == 1;
    if (byte < (second ? sequence.second_low : 0x80)) return false;
    if (byte > (second ? sequence.second_high : 0xbf)) return false;
  }
  return true;
}

}  // namespace

size_t FirstInvalidUtf8(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const Sequence sequence = SequenceOf(static_cast<unsigned char>(text[at]));
    if (!IsSequence(text.substr(at), sequence)) return at;
    at += sequence.bytes;
  }
  return std::string_view::npos;
}

size_t DisplayWidth(std::string_view text) {
  const Utf8Locale locale;
  size_t width = 0;
  while (!text.empty()) {
    const Glyph glyph = FirstGlyph(text);
    width += glyph.width;
    text.remove_prefix(glyph.bytes);
  }
  return width;
}

std::string CutToWidth(std::string_view text, size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  const Utf8Locale locale;
  size_t bytes = 0;
  size_t used = 0;
  while (bytes < text.size()) {
    const Glyph glyph = FirstGlyph(text.substr(bytes));
    if (used + glyph.width > width - 1) break;
    used += glyph.width;
    bytes += glyph.bytes;
  }
  return std::string(text.substr(0, bytes)) + "…";
}

std::vector<std::string> WrapToWidth(std::string_view text, size_t width) {
  std::vector<std::string> lines(1);
  size_t used = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const size_t wide = DisplayWidth(word);
    if (used > 0 && used + 1 + wide > width) {
      lines.emplace_back();
      used = 0;
    }
    lines.back().append(used > 0 ? " " : "").append(word);
    used += (used > 0 ? 1 : 0) + wide;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string OnOneLine(std::string_view text) {
  std::string line(text);
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return line;
}

}  // namespace sheaf::cli
