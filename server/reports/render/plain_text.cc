#include "server/reports/render/plain_text.h"

#include <algorithm>
#include <iterator>

namespace sheaf::reports {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Range {
  char32_t first, last;
};

constexpr Range kWide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},  {0x3041, 0xA4CF},
                           {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},  {0xFE30, 0xFE6F},
                           {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},  {0x1F300, 0x1F64F},
                           {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

// Marks that stand on the letter before them: general, Thai, Lao, Burmese, Khmer, and joiners.
constexpr Range kNoWidth[] = {
    {0x0300, 0x036F}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x0EB1, 0x0EB1},
    {0x0EB4, 0x0EBC}, {0x0EC8, 0x0ECE}, {0x102D, 0x1030}, {0x1032, 0x1037}, {0x1039, 0x103A},
    {0x103D, 0x103E}, {0x17B4, 0x17B5}, {0x17B7, 0x17BD}, {0x17C6, 0x17C6}, {0x17C9, 0x17D3},
    {0x1AB0, 0x1AFF}, {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}};

constexpr Range kUnsafe[] = {{0x00, 0x1F},     {0x7F, 0x9F},     {0x2028, 0x202E},
                             {0x2066, 0x2069}, {0xFEFF, 0xFEFF}, {0xFFFE, 0xFFFF}};

template <size_t kSize>
bool In(const Range (&ranges)[kSize], char32_t code) {
  return std::any_of(std::begin(ranges), std::end(ranges), [code](const Range& range) {
    return code >= range.first && code <= range.last;
  });
}

// How many bytes the code point has that `lead` begins; 0 where none begins so.
int LengthOf(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

bool IsTooLongOrSurrogate(char32_t code, int length) {
  return (length == 3 && code < 0x800) || (length == 4 && code < 0x10000) || code > 0x10FFFF ||
         (code >= 0xD800 && code <= 0xDFFF);
}

struct CodePoint {
  char32_t code;
  size_t bytes;
  bool valid;
};

// The code point that `text` begins with. A broken one takes a single byte.
CodePoint First(std::string_view text) {
  constexpr CodePoint kBroken{0xFFFD, 1, false};
  const auto lead = static_cast<unsigned char>(text.front());
  const int length = LengthOf(lead);
  if (length == 1) return {lead, 1, true};
  if (length == 0 || text.size() < static_cast<size_t>(length)) return kBroken;
  char32_t code = lead & (0x7F >> length);
  for (int i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) != 0x80) return kBroken;
    code = (code << 6) | (byte & 0x3F);
  }
  if (IsTooLongOrSurrogate(code, length)) return kBroken;
  return {code, static_cast<size_t>(length), true};
}

}  // namespace

std::string CleanText(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = First(text);
    if (text.starts_with("\r\n")) {
      // The line end that follows says it.
    } else if (point.code == '\n' || point.code == '\r') {
      clean += '\n';
    } else if (point.code == '\t') {
      clean += ' ';
    } else if (!point.valid || In(kUnsafe, point.code)) {
      clean += kReplacement;
    } else {
      clean += text.substr(0, point.bytes);
    }
    text.remove_prefix(point.bytes);
  }
  return clean;
}

std::string OneLine(std::string_view text) {
  std::string line = CleanText(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

std::vector<std::string> Paragraphs(std::string_view text) {
  const std::string clean = CleanText(text);
  std::vector<std::string> paragraphs;
  size_t begin = 0;
  while (begin < clean.size()) {
    const size_t end = std::min(clean.find('\n', begin), clean.size());
    std::string paragraph = clean.substr(begin, end - begin);
    if (paragraph.find_first_not_of(' ') != std::string::npos) {
      paragraphs.push_back(std::move(paragraph));
    }
    begin = end + 1;
  }
  return paragraphs;
}

int DisplayWidth(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const CodePoint point = First(text);
    if (!In(kNoWidth, point.code)) width += In(kWide, point.code) ? 2 : 1;
    text.remove_prefix(point.bytes);
  }
  return width;
}

}  // namespace sheaf::reports
