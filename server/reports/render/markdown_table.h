// Tables in Markdown, laid out so that a terminal shows them as well as a browser.
#pragma once

#include <string>

#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// The table's columns and rows, aligned, and its notes as a numbered list; the title is left to the
// caller. Text is never cut: a cell that is longer than most pushes its own row to the right.
std::string MarkdownTable(const v1::Table& table);

}  // namespace sheaf::reports
