#include "clients/web/gateway/etag.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cpp/sha256.h"

namespace sheaf::gateway {
namespace {

constexpr size_t kEtagBytes = 16;

}  // namespace

std::string EtagOf(std::string_view bytes) {
  const std::string digest = client::Sha256({bytes}).substr(0, kEtagBytes);
  return absl::StrCat("\"", absl::BytesToHexString(digest), "\"");
}

bool Matches(std::string_view if_none_match, std::string_view etag) {
  for (absl::string_view one :
       absl::StrSplit(absl::string_view(if_none_match.data(), if_none_match.size()), ',')) {
    one = absl::StripAsciiWhitespace(one);
    // What compares weakly is the same here: nothing is given out as weak.
    if (one.substr(0, 2) == "W/") one.remove_prefix(2);
    if (one == "*" || one == absl::string_view(etag.data(), etag.size())) return true;
  }
  return false;
}

}  // namespace sheaf::gateway
