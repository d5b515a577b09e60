// In which language titles are shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sheaf::cli {

// The tags under which titles are looked up, the closest first, for a language ("vi", "pt-TL") or a
// locale ("vi_VN.UTF-8"): {"vi-vn", "vi"}. None for "", "C" and "POSIX", and for what is neither.
std::vector<std::string> LanguagesOf(std::string_view language);

// That of the environment: LC_ALL, else LC_MESSAGES, else LANG, as every program has it.
std::string LocaleOfEnvironment();

// The title of a plan or line in the first of `languages` that it has one in, else as printed.
template <typename Record>
const std::string& TitleIn(const Record& record, const std::vector<std::string>& languages) {
  for (const std::string& language : languages) {
    const auto found = record.titles().find(language);
    if (found != record.titles().end()) return found->second;
  }
  return record.title();
}

}  // namespace sheaf::cli
