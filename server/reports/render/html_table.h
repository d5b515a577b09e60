// Cells and tables in HTML.
#pragma once

#include <string>
#include <string_view>

#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// What stands in a cell: a percentage with its counts beside it, a figure with its unit, a reason.
std::string HtmlFigure(const v1::Cell& cell, std::string_view column_unit = "");

// The classes that a cell's tone and kind ask for, as " class=..."; empty where there is none.
// `wordy`: on a telephone it takes the whole width.
std::string HtmlClass(const v1::Cell& cell, bool numeric, bool wordy);

// The table with its notes, in a box that scrolls by itself; on a telephone the rows of a table of
// many columns stand below each other, each figure under its title. `id` is unique in the page:
// notes are linked by it. `section` is the title of the section, which the table's need not repeat.
std::string HtmlTable(const v1::Table& table, const std::string& id, const std::string& section);

}  // namespace sheaf::reports
