#include "server/reports/render/markdown_text.h"

#include <algorithm>
#include <cctype>

#include "server/reports/render/plain_text.h"

namespace sheaf::reports {
namespace {

bool IsAlnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }
bool IsPunctuation(char c) { return std::ispunct(static_cast<unsigned char>(c)) != 0; }
bool IsDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// Whether what follows an ampersand makes a character of it: "lt;", "#38;".
bool IsEntity(std::string_view text) {
  if (text.starts_with('#')) text.remove_prefix(1);
  const auto end = std::find_if_not(text.begin(), text.end(), IsAlnum);
  return end != text.begin() && end != text.end() && *end == ';';
}

// Whether Markdown reads more than a character in text[at]. Line ends count as spaces.
bool IsMarkup(std::string_view text, size_t at) {
  const char before = at == 0 ? ' ' : text[at - 1];
  const char after = at + 1 == text.size() ? ' ' : text[at + 1];
  switch (text[at]) {
    case '`':
    case '*':
    case '~':
      return true;
    case '\\':
      return IsPunctuation(after);
    case '_':
      return !IsAlnum(before) || !IsAlnum(after);
    case ']':
      return after == '(' || after == '[' || after == ':';
    case '<':
      return IsAlnum(after) ? !IsDigit(after) : after == '/' || after == '!' || after == '?';
    case '&':
      return IsEntity(text.substr(at + 1));
    default:
      return false;
  }
}

std::string Escaped(std::string_view text, bool in_cell) {
  const std::string line = OneLine(text);
  std::string markdown;
  for (size_t at = 0; at < line.size(); ++at) {
    if (IsMarkup(line, at) || (in_cell && line[at] == '|')) markdown += '\\';
    markdown += line[at];
  }
  return markdown;
}

// Where the character stands that makes a block of the line; npos where none does.
size_t BlockMark(std::string_view line) {
  const size_t first = line.find_first_not_of(' ');
  if (first == std::string_view::npos) return first;
  if (std::string_view("#>+-=|").find(line[first]) != std::string_view::npos) return first;
  size_t digits = first;
  while (digits < line.size() && IsDigit(line[digits])) ++digits;
  const bool numbered = digits > first && digits < line.size() &&
                        (line[digits] == '.' || line[digits] == ')') &&
                        (digits + 1 == line.size() || line[digits + 1] == ' ');
  return numbered ? digits : std::string_view::npos;
}

}  // namespace

std::string MarkdownText(std::string_view text) { return Escaped(text, false); }

std::string MarkdownCell(std::string_view text) { return Escaped(text, true); }

std::string MarkdownLine(std::string_view text) {
  std::string line = MarkdownText(text);
  line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
  if (const size_t mark = BlockMark(line); mark != std::string::npos) line.insert(mark, 1, '\\');
  return line;
}

}  // namespace sheaf::reports
