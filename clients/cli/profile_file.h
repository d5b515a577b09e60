// The file in which a person keeps what would else stand on every command line, as named profiles:
//
//   # comment
//   [default]
//   server = 127.0.0.1:7433
//
//   [secretariat]
//   server = sheaf.example.org:7433
//   ca = ~/sheaf/ca.pem
//
// Strict, where CLI11's own reader passes over what it does not understand: a setting with a slip
// in its name would go unnoticed, and its user would talk to another server than they think.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace sheaf::cli {

struct ProfileValue {
  std::string value;
  int line = 0;  // of the file, from 1
};

// By the name of the setting.
using Profile = std::map<std::string, ProfileValue>;

// By the name of the profile.
using Profiles = std::map<std::string, Profile>;

// ~/.config/sheaf/config, or under XDG_CONFIG_HOME; "" where there is neither that nor HOME.
std::string ProfilePath();

// The profiles in `text`, which was read from `path`. `known`: the names that settings have. The
// error names file, line, what was found and what was expected.
absl::StatusOr<Profiles> ParseProfiles(std::string_view text, const std::string& path,
                                       const std::vector<std::string>& known);

// The same of a file; none where there is no file.
absl::StatusOr<Profiles> ReadProfiles(const std::string& path,
                                      const std::vector<std::string>& known);

// True for a file that somebody else than its owner can write to, or whose owner is neither the
// user nor root: whoever writes to it chooses the server that is talked to.
bool OthersCanWrite(const std::string& path);

}  // namespace sheaf::cli
