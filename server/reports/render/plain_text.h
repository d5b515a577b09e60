// Texts that others wrote, made safe to show, and their width in a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sheaf::reports {

// Valid UTF-8 without control characters, which steer terminals, and without overrides of the
// writing direction, which make a text read as another. What is removed leaves U+FFFD. Line ends
// become "\n"; tabs, a space.
std::string CleanText(std::string_view text);

// CleanText on one line.
std::string OneLine(std::string_view text);

// The paragraphs of a text: what stands between line ends, cleaned, without the empty ones.
std::vector<std::string> Paragraphs(std::string_view text);

// Columns that clean text takes in a terminal: 2 for an ideograph, 0 for a mark above or below a
// letter (Thai, Lao, Khmer, Burmese).
int DisplayWidth(std::string_view text);

}  // namespace sheaf::reports
