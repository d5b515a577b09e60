#include "clients/cli/language.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "clients/cli/environment.h"

namespace sheaf::cli {
namespace {

// BCP 47: letters and digits, in parts of at most eight; the first of two or more letters.
bool IsTag(std::string_view tag) {
  constexpr size_t kLongestPart = 8;
  bool first = true;
  while (true) {
    const std::string_view part = tag.substr(0, tag.find('-'));
    const bool plain = std::all_of(part.begin(), part.end(), [first](char c) {
      return first ? absl::ascii_isalpha(static_cast<unsigned char>(c))
                   : absl::ascii_isalnum(static_cast<unsigned char>(c));
    });
    if (!plain || part.size() > kLongestPart || part.size() < (first ? 2 : 1)) return false;
    if (part.size() == tag.size()) return true;
    tag.remove_prefix(part.size() + 1);
    first = false;
  }
}

}  // namespace

std::vector<std::string> LanguagesOf(std::string_view language) {
  std::string tag =
      absl::AsciiStrToLower(std::string(language.substr(0, language.find_first_of(".@"))));
  std::replace(tag.begin(), tag.end(), '_', '-');
  std::vector<std::string> tags;
  if (tag == "posix" || !IsTag(tag)) return tags;
  while (true) {
    tags.push_back(tag);
    const size_t last = tag.rfind('-');
    if (last == std::string::npos) return tags;
    tag.resize(last);
  }
}

std::string LocaleOfEnvironment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (std::string locale = Variable(name); !locale.empty()) return locale;
  }
  return "";
}

}  // namespace sheaf::cli
