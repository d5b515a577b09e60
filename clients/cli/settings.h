// What would else stand on every command line: the server, who one is, the usual plan. Each value
// comes from the first of: the command line, the environment, the profile, a default.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace sheaf::cli {

struct SettingKind {
  const char* key;       // in a profile
  const char* variable;  // of the environment
  const char* option;    // of the command line
  const char* text;      // what it is
};

// In the order in which people are told of them.
const std::vector<SettingKind>& SettingKinds();

struct Setting {
  std::string value;
  // "SHEAF_SERVER", "profile secretariat, line 3 of /home/x/.config/sheaf/config", "default"; ""
  // where nothing sets it.
  std::string from;
};

// Not thread-safe.
class Settings {
 public:
  // Reads environment and profile. `profile`: the one that the command line asks for, else
  // SHEAF_PROFILE names it, else it is "default" where the file has that. The error names what is
  // wrong and where; then there are the values of the environment alone.
  absl::Status Load(const std::string& profile);

  // "" for what nothing sets.
  const Setting& Get(std::string_view key) const;
  // Of the command line, or a default.
  void Set(std::string_view key, std::string value, std::string from);

  // The name of the profile that is used; "" for none.
  const std::string& profile() const { return profile_; }
  const std::vector<std::string>& profile_names() const { return profile_names_; }
  // The file of profiles, whether it is there or not.
  const std::string& file() const { return file_; }
  // That others can write to the file.
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  absl::Status LoadProfile(const std::string& name, bool must_exist);
  absl::Status CheckWords() const;

  std::map<std::string, Setting, std::less<>> values_;
  std::string profile_;
  std::vector<std::string> profile_names_;
  std::string file_;
  std::vector<std::string> warnings_;
};

}  // namespace sheaf::cli
