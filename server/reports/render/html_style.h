// How the page looks: on a screen, on a telephone, on A4.
#pragma once

#include <string_view>

namespace sheaf::reports {

// The style sheet. All colours of text on their grounds have a contrast of 4.5 to 1 at least.
std::string_view HtmlStyle();

}  // namespace sheaf::reports
