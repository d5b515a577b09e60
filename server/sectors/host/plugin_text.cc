#include "server/sectors/host/plugin_text.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "proto/values/number.h"

namespace sheaf::sectors {
namespace {

// Bytes that a UTF-8 sequence has by its first byte; 0 for a byte that starts none.
size_t SequenceLength(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  if (first >= 0xf0 && first <= 0xf4) return 4;
  return 0;
}

// The second byte has narrower bounds after some first bytes: no overlong forms, no surrogates,
// nothing beyond U+10FFFF.
bool SecondByteFits(unsigned char first, unsigned char second) {
  if (first == 0xe0) return second >= 0xa0;
  if (first == 0xed) return second < 0xa0;
  if (first == 0xf0) return second >= 0x90;
  if (first == 0xf4) return second < 0x90;
  return true;
}

bool IsControl(std::string_view sequence) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(sequence[i]); };
  if (sequence.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7f;
  return sequence.size() == 2 && byte(0) == 0xc2 && byte(1) < 0xa0;  // U+0080 to U+009F
}

// The length of the printable character that `text` starts with; 0 where it starts with none.
size_t PrintableLength(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const size_t length = SequenceLength(first);
  if (length == 0 || length > text.size() || IsControl(text.substr(0, length))) return 0;
  const bool follows = std::all_of(text.begin() + 1, text.begin() + length,
                                   [](char c) { return (c & 0xc0) == 0x80; });
  if (!follows) return 0;
  return length == 1 || SecondByteFits(first, static_cast<unsigned char>(text[1])) ? length : 0;
}

}  // namespace

std::string PrintableText(std::string_view text, size_t max_bytes) {
  std::string printable;
  while (!text.empty()) {
    const size_t length = PrintableLength(text);
    if (printable.size() + std::max<size_t>(length, 1) > max_bytes) return printable + "...";
    if (length == 0) {
      printable += text.front() == '\t' || text.front() == '\n' ? ' ' : '?';
    } else {
      printable += text.substr(0, length);
    }
    text.remove_prefix(std::max<size_t>(length, 1));
  }
  return printable;
}

std::string DurationText(std::chrono::milliseconds duration) {
  const int64_t count = duration.count();
  if (count < 1000) return absl::StrCat(count, " ms");
  return FormatNumber(static_cast<double>(count) / 1000) + " s";
}

std::string OrdinalText(int number) {
  const int last_two = number % 100;
  const int last = number % 10;
  const bool is_teen = last_two >= 11 && last_two <= 13;
  const char* ending = is_teen || last == 0 || last > 3 ? "th"
                       : last == 1                      ? "st"
                       : last == 2                      ? "nd"
                                                        : "rd";
  return absl::StrCat(number, ending);
}

}  // namespace sheaf::sectors
