#include "clients/cli/settings.h"

#include <utility>

#include "absl/strings/str_join.h"
#include "clients/cli/environment.h"
#include "clients/cli/file_problem.h"
#include "clients/cli/language.h"
#include "clients/cli/nearest.h"
#include "clients/cli/profile_file.h"

namespace sheaf::cli {
namespace {

std::vector<std::string> KnownKeys() {
  std::vector<std::string> keys;
  for (const SettingKind& kind : SettingKinds()) keys.emplace_back(kind.key);
  return keys;
}

// What names a file on this machine.
bool IsPath(std::string_view key) {
  return key == "ca" || key == "cert" || key == "key" || key == "token_file";
}

}  // namespace

const std::vector<SettingKind>& SettingKinds() {
  static const std::vector<SettingKind> kKinds = {
      {"server", "SHEAF_SERVER", "--server", "the server, HOST:PORT"},
      {"ca", "SHEAF_CA", "--ca", "who signs the server's certificate (PEM); with it, TLS is used"},
      {"cert", "SHEAF_CERT", "--cert", "your certificate (PEM)"},
      {"key", "SHEAF_KEY", "--key", "its key (PEM)"},
      {"token_file", "SHEAF_TOKEN_FILE", "--token-file", "a file with your token"},
      {"member_state", "SHEAF_MEMBER_STATE", "--member-state",
       "the member state that you speak for, such as VNM"},
      {"plan", "SHEAF_PLAN", "--plan", "the plan that you work on, such as energy"},
      {"language", "SHEAF_LANGUAGE", "--language", "titles in this language, such as vi"},
      {"format", "SHEAF_FORMAT", "-o", "how commands print: table, json, csv or tsv"},
  };
  return kKinds;
}

absl::Status Settings::Load(const std::string& profile) {
  file_ = ProfilePath();
  const std::string variable = Variable("SHEAF_PROFILE");
  const std::string asked = profile.empty() ? variable : profile;
  const absl::Status status = LoadProfile(asked.empty() ? "default" : asked, !asked.empty());
  for (const SettingKind& kind : SettingKinds()) {
    if (std::string value = Variable(kind.variable); !value.empty()) {
      Set(kind.key, std::move(value), kind.variable);
    }
  }
  return status.ok() ? CheckWords() : status;
}

absl::Status Settings::LoadProfile(const std::string& name, bool must_exist) {
  auto profiles = ReadProfiles(file_, KnownKeys());
  if (!profiles.ok()) return profiles.status();
  if (OthersCanWrite(file_)) {
    warnings_.push_back("others can write to " + file_ +
                        ", and so choose the server that you talk to; mend it with: chmod 600 " +
                        file_);
  }
  for (const auto& [each, values] : *profiles) profile_names_.push_back(each);
  const auto found = profiles->find(name);
  if (found == profiles->end()) {
    if (!must_exist) return absl::OkStatus();
    const std::string meant = DidYouMean(name, profile_names_);
    return absl::InvalidArgumentError("there is no profile " + Quoted(name) + " in " + file_ +
                                      (meant.empty() && !profile_names_.empty()
                                           ? "; it has " + absl::StrJoin(profile_names_, ", ")
                                           : meant));
  }
  profile_ = name;
  for (const auto& [key, value] : found->second) {
    Set(key, IsPath(key) ? WithHome(value.value) : value.value,
        "profile " + name + ", line " + std::to_string(value.line) + " of " + file_);
  }
  return absl::OkStatus();
}

absl::Status Settings::CheckWords() const {
  const Setting& language = Get("language");
  if (!language.value.empty() && LanguagesOf(language.value).empty()) {
    return absl::InvalidArgumentError(
        "language (" + language.from +
        "): " + FoundExpected(language.value, "the tag of a language such as vi, th or pt-tl"));
  }
  const Setting& format = Get("format");
  for (const char* word : {"", "table", "json", "csv", "tsv"}) {
    if (format.value == word) return absl::OkStatus();
  }
  return absl::InvalidArgumentError("format (" + format.from +
                                    "): " + FoundExpected(format.value, "table, json, csv or tsv"));
}

const Setting& Settings::Get(std::string_view key) const {
  static const Setting kNone;
  const auto found = values_.find(key);
  return found == values_.end() ? kNone : found->second;
}

void Settings::Set(std::string_view key, std::string value, std::string from) {
  values_.insert_or_assign(std::string(key),
                           Setting{.value = std::move(value), .from = std::move(from)});
}

}  // namespace sheaf::cli
