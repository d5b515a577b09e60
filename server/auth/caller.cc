#include "server/auth/caller.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace sheaf::auth {
namespace {

constexpr size_t kMaxUserBytes = 100;

bool Allowed(char c) {
  return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-' || c == '@';
}

}  // namespace

std::string LocalActor(std::string_view stated_user) {
  std::string user;
  std::copy_if(stated_user.begin(), stated_user.end(), std::back_inserter(user), Allowed);
  user.resize(std::min(user.size(), kMaxUserBytes));
  return user.empty() ? "local" : "local/" + user;
}

}  // namespace sheaf::auth
