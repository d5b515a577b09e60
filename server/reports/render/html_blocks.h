// The blocks of a section in HTML.
#pragma once

#include <string>

#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// One block. `id` is unique in the page, and what the block's own anchors begin with. `section` is
// the title of the section, which the block's title need not repeat.
std::string HtmlBlock(const v1::Block& block, const std::string& id, const std::string& section);

// A <p> for each line of the text.
std::string HtmlParagraphs(const std::string& text, const std::string& attributes = "");

}  // namespace sheaf::reports
