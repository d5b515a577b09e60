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

// The element for the title of a block: hidden from sight where the title only repeats the
// section's.
std::string TitleElement(std::string_view name, std::string_view title, std::string_view section);

}  // namespace sheaf::reports
