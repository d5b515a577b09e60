#include "server/base/resource_name.h"

#include <algorithm>

namespace sheaf {
namespace {

constexpr size_t kLongestId = 100;
constexpr size_t kLongestQuote = 120;

bool IsLetterOrDigit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool IsIdCharacter(char c) { return IsLetterOrDigit(c) || c == '.' || c == '_' || c == '-'; }

bool IsId(std::string_view id) {
  return !id.empty() && id.size() <= kLongestId && IsLetterOrDigit(id[0]) &&
         std::all_of(id.begin(), id.end(), IsIdCharacter);
}

// What was found, fit to be read: cut short, and nothing that could break a log or a terminal.
std::string Quote(std::string_view found) {
  const bool cut = found.size() > kLongestQuote;
  std::string quoted(found.substr(0, kLongestQuote));
  for (char& c : quoted) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return "'" + quoted + (cut ? "...'" : "'");
}

// Cuts the first part off `rest`.
std::string_view TakePart(std::string_view& rest) {
  const size_t end = std::min(rest.find('/'), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

// Walks name and pattern side by side; calls `on_id` for each id. False where they differ.
template <typename OnId>
bool Match(std::string_view name, std::string_view pattern, OnId on_id) {
  if (std::count(name.begin(), name.end(), '/') != std::count(pattern.begin(), pattern.end(), '/'))
    return false;
  while (!pattern.empty()) {
    const std::string_view expected = TakePart(pattern);
    const std::string_view found = TakePart(name);
    if (expected != "*" && expected != found) return false;
    if (expected == "*" && !IsId(found)) return false;
    if (expected == "*") on_id(found);
  }
  return true;
}

}  // namespace

absl::Status CheckId(std::string_view id, std::string_view what) {
  if (IsId(id)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      std::string(what) + " " + Quote(id) +
      " is not usable; write 1 to 100 characters of A-Z, a-z, 0-9, '.', '_' and '-', the first "
      "a letter or digit");
}

absl::StatusOr<std::vector<std::string>> MatchName(std::string_view name,
                                                   std::string_view pattern) {
  std::vector<std::string> ids;
  if (Match(name, pattern, [&](std::string_view id) { ids.emplace_back(id); })) return ids;
  return absl::InvalidArgumentError(
      Quote(name) + " is not a name of the form " + std::string(pattern) +
      ", where * is 1 to 100 characters of A-Z, a-z, 0-9, '.', '_' and '-', the first a letter "
      "or digit");
}

bool NameFits(std::string_view name, std::string_view pattern) {
  return Match(name, pattern, [](std::string_view) {});
}

std::string FormatName(std::string_view pattern, const std::vector<std::string>& ids) {
  std::string name;
  size_t next = 0;
  for (const char c : pattern) {
    if (c == '*') {
      name += ids.at(next++);
    } else {
      name += c;
    }
  }
  return name;
}

std::string_view ParentName(std::string_view name) {
  const size_t before_id = name.rfind('/');
  if (before_id == std::string_view::npos || before_id == 0) return "";
  const size_t before_collection = name.rfind('/', before_id - 1);
  if (before_collection == std::string_view::npos) return "";
  return name.substr(0, before_collection);
}

std::string_view IdOf(std::string_view name) { return name.substr(name.rfind('/') + 1); }

}  // namespace sheaf
