#include "clients/cli/profile_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/cells.h"
#include "clients/cli/environment.h"
#include "clients/cli/file_problem.h"
#include "clients/cli/nearest.h"

namespace sheaf::cli {
namespace {

bool IsName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
  });
}

class Parser {
 public:
  Parser(const std::string& path, const std::vector<std::string>& known)
      : path_(path), known_(known) {}

  absl::Status Read(std::string_view line) {
    ++line_;
    line = Trimmed(line);
    if (line.empty() || line.front() == '#' || line.front() == ';') return absl::OkStatus();
    return line.front() == '[' ? ReadName(line) : ReadSetting(line);
  }

  Profiles Take() { return std::move(profiles_); }

 private:
  absl::Status Wrong(const std::string& text) const {
    return absl::InvalidArgumentError(path_ + ":" + std::to_string(line_) + ": " + text);
  }

  absl::Status ReadName(std::string_view line) {
    const std::string_view name = Trimmed(line.substr(1, line.size() - 2));
    if (line.back() != ']' || !IsName(name)) {
      return Wrong(FoundExpected(line, "the name of a profile such as [secretariat]"));
    }
    const auto [profile, is_new] = profiles_.try_emplace(std::string(name));
    if (!is_new) return Wrong("found [" + std::string(name) + "] again; write each profile once");
    profile_ = &profile->second;
    return absl::OkStatus();
  }

  absl::Status ReadSetting(std::string_view line) {
    const size_t equals = line.find('=');
    if (equals == std::string_view::npos) {
      return Wrong(FoundExpected(line, "a setting such as server = 127.0.0.1:7433"));
    }
    const std::string key(Trimmed(line.substr(0, equals)));
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
      const std::string meant = DidYouMean(key, known_);
      return Wrong("found " + Quoted(key) + ", which is no setting" +
                   (meant.empty() ? "; settings are " + absl::StrJoin(known_, ", ") : meant));
    }
    if (profile_ == nullptr) {
      return Wrong("found " + Quoted(key) +
                   " before the name of any profile; write [default] "
                   "above it");
    }
    return Keep(key, Trimmed(line.substr(equals + 1)));
  }

  absl::Status Keep(const std::string& key, std::string_view value) {
    const bool quoted = value.size() > 1 && value.front() == '"' && value.back() == '"';
    if (quoted) value = value.substr(1, value.size() - 2);
    if (value.empty()) return Wrong(key + " has no value; write one, or leave the line out");
    const bool is_new =
        profile_->emplace(key, ProfileValue{.value = std::string(value), .line = line_}).second;
    return is_new ? absl::OkStatus() : Wrong("found " + key + " again in the same profile");
  }

  const std::string& path_;
  const std::vector<std::string>& known_;
  int line_ = 0;
  Profiles profiles_;
  Profile* profile_ = nullptr;
};

}  // namespace

std::string ProfilePath() {
  std::string folder = Variable("XDG_CONFIG_HOME");
  // A relative one counts as not set: the XDG Base Directory Specification wants it so.
  if (!folder.starts_with('/')) {
    const std::string home = Variable("HOME");
    if (home.empty()) return "";
    folder = home + "/.config";
  }
  return folder + "/sheaf/config";
}

absl::StatusOr<Profiles> ParseProfiles(std::string_view text, const std::string& path,
                                       const std::vector<std::string>& known) {
  Parser parser(path, known);
  const std::vector<std::string> lines = absl::StrSplit(std::string(text), '\n');
  for (const std::string& line : lines) {
    const absl::Status status = parser.Read(line);
    if (!status.ok()) return status;
  }
  return parser.Take();
}

absl::StatusOr<Profiles> ReadProfiles(const std::string& path,
                                      const std::vector<std::string>& known) {
  std::error_code ignored;
  if (path.empty() || !std::filesystem::exists(path, ignored)) return Profiles();
  constexpr std::uintmax_t kMaxBytes = 1 << 20;
  std::ifstream file(path, std::ios::binary);
  if (!file || !std::filesystem::is_regular_file(path, ignored) ||
      std::filesystem::file_size(path, ignored) > kMaxBytes) {
    return absl::InvalidArgumentError(path + ": this file of profiles cannot be read");
  }
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return ParseProfiles(text, path, known);
}

bool OthersCanWrite(const std::string& path) {
  struct stat file {};
  if (stat(path.c_str(), &file) != 0) return false;
  const bool owned = file.st_uid == geteuid() || file.st_uid == 0;
  return !owned || (file.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

}  // namespace sheaf::cli
