// What tells whether a client still has the newest of something.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::gateway {

// A strong ETag, quotes included, of these bytes.
std::string EtagOf(std::string_view bytes);

// Whether `if_none_match` names `etag`, or is "*".
bool Matches(std::string_view if_none_match, std::string_view etag);

}  // namespace sheaf::gateway
