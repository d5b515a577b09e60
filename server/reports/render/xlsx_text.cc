#include "server/reports/render/xlsx_text.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "server/reports/render/plain_text.h"

namespace sheaf::reports {
namespace {

// Excel counts UTF-16 units: 32,767 in a cell, 31 in a sheet's name.
constexpr size_t kCellUnits = 32'000;
constexpr size_t kNameUnits = 31;
constexpr size_t kQuotedUnits = 40;
constexpr size_t kPageLineUnits = 90;
constexpr int kMostMarks = 6;
constexpr std::string_view kCut =
    " [cut here; the whole text is in the other forms of this report]";

bool ContinuesCodePoint(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// UTF-16 units of the code point that `lead` begins; what continues one counts with it.
size_t UnitsOf(char lead) {
  if (ContinuesCodePoint(lead)) return 0;
  return static_cast<unsigned char>(lead) >= 0xF0 ? 2 : 1;
}

size_t Units(std::string_view text) {
  size_t units = 0;
  for (const char c : text) units += UnitsOf(c);
  return units;
}

// The longest beginning of clean text that has no more than `units`.
std::string_view Beginning(std::string_view text, size_t units) {
  size_t taken = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    taken += UnitsOf(text[i]);
    if (taken > units) return text.substr(0, i);
  }
  return text;
}

bool IsHexDigit(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

bool IsEscape(std::string_view text) {
  return text.size() >= 7 && text.starts_with("_x") && text[6] == '_' &&
         std::all_of(text.begin() + 2, text.begin() + 6, IsHexDigit);
}

std::string WithoutEscapes(const std::string& text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsEscape(std::string_view(text).substr(i))) plain += "_x005F";
    plain += text[i];
  }
  return plain;
}

// Cut at the end of a word, where one ends in its second half.
std::string Shortened(const std::string& text, size_t units) {
  if (Units(text) <= units) return text;
  std::string_view head = Beginning(text, units - 1);
  const size_t space = head.find_last_of(' ');
  if (space != std::string_view::npos && space > head.size() / 2) head = head.substr(0, space);
  return std::string(head) + "…";
}

std::string Trimmed(const std::string& text) {
  const size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// A title without what a sheet's name may not have.
std::string Nameable(std::string_view title) {
  std::string name;
  for (const char c : OneLine(title)) {
    if (c == '\'') {
      name += "’";
    } else if (c == ':') {
      name += " –";
    } else {
      name += std::string_view("[]*?/\\").find(c) == std::string_view::npos ? c : ' ';
    }
  }
  return Trimmed(name);
}

std::string LowerCase(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

std::string XlsxText(std::string_view text) {
  const std::string plain = WithoutEscapes(CleanText(text));
  if (Units(plain) <= kCellUnits) return plain;
  return std::string(Beginning(plain, kCellUnits)).append(kCut);
}

std::string XlsxTitle(std::string_view text) {
  const std::string title = Shortened(WithoutEscapes(OneLine(text)), 200);
  return title.starts_with('=') ? " " + title : title;
}

std::string XlsxQuoted(std::string_view text) {
  std::string quoted = "\"";
  const std::string line = OneLine(text);
  for (const char c : Beginning(line, kQuotedUnits)) quoted += c == '"' ? '\'' : c;
  return quoted + '"';
}

std::string XlsxPageLine(std::string_view text) {
  std::string line;
  for (const char c : Shortened(OneLine(text), kPageLineUnits)) {
    if (line.ends_with('&') && (c == 'G' || c == '[')) line += ' ';
    line += c == '&' ? "&&" : std::string(1, c);
  }
  return line;
}

std::string SuperscriptText(int number) {
  constexpr std::array<std::string_view, 10> kDigits = {"⁰", "¹", "²", "³", "⁴",
                                                        "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text;
  for (const char c : std::to_string(number)) {
    text += c == '-' ? "⁻" : std::string(kDigits.at(c - '0'));
  }
  return text;
}

std::string NoteMarksText(const v1::Cell& cell) {
  std::string marks;
  for (int i = 0; i < std::min(cell.notes_size(), kMostMarks); ++i) {
    marks += " " + SuperscriptText(cell.notes(i));
  }
  return cell.notes_size() > kMostMarks ? marks + " …" : marks;
}

bool XlsxSheetNames::Take(const std::string& name) { return taken_.insert(LowerCase(name)).second; }

std::string XlsxSheetNames::NameFor(std::string_view title) {
  std::string name = Nameable(title);
  if (name.empty()) name = "Section";
  std::string candidate = Shortened(name, kNameUnits);
  for (int i = 2; !Take(candidate); ++i) {
    const std::string number = " (" + std::to_string(i) + ")";
    candidate = Shortened(name, kNameUnits - number.size()) + number;
  }
  return candidate;
}

}  // namespace sheaf::reports
