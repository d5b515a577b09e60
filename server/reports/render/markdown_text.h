// Plain text as Markdown that shows it, and nothing else: no link, no markup, no HTML comes out of
// a text that somebody sent. Escapes as little as that needs, because terminals show the
// backslashes.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::reports {

// On one line, for a heading, a list entry or the middle of a paragraph.
std::string MarkdownText(std::string_view text);

// The same for a table's cell, where a pipe would end it.
std::string MarkdownCell(std::string_view text);

// The same for the beginning of a line, where "- ", "# " and "1. " would begin a block.
std::string MarkdownLine(std::string_view text);

}  // namespace sheaf::reports
