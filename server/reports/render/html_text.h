// Plain text as HTML.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::reports {

// `text`, cleaned and escaped, for between tags and inside of quoted attributes alike.
std::string Html(std::string_view text);

// "<name>text</name>", with the text escaped; nothing for an empty text. `name` may carry
// attributes.
std::string Element(std::string_view name, std::string_view text);

}  // namespace sheaf::reports
