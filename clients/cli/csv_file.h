// Reads a CSV file as people save it: with or without a byte-order mark, lines ended by LF, CRLF or
// CR, cells separated by comma, semicolon or tab (whichever the header line has most of), quoted
// cells with separators, quotes ("") and line breaks inside. What cannot be read without doubt is
// refused, with its row and column, and as much as possible of it at once.
//
// A cell that begins with an apostrophe before "=", "+", "-" or "@" loses it: that is how our own
// CSV keeps spreadsheets from taking a text for a formula (table.h).
#pragma once

#include <string_view>

#include "clients/cli/file_problem.h"
#include "clients/cli/file_table.h"

namespace sheaf::cli {

// The table in `text`. Adds to `problems`:
//  - a file that is empty, has no rows, or is UTF-16; columns without a name or with the same name;
//  - a row with more cells than the header. Where a row has fewer, the rest is blank, since
//  spreadsheets
//    leave separators at a row's end out; not so in a last row without a line end, which was cut
//    off;
//  - a quote that is never closed (with the row that opens it), or that stands where none can;
//  - a cell that holds a NUL byte, is not UTF-8, or is longer than kCellMaxBytes;
//  - more than kTableMaxCells cells.
// Rows whose cells are all empty are skipped. After a quote that is wrong nothing is read.
FileTable ParseCsv(std::string_view text, FileProblems& problems);

}  // namespace sheaf::cli
