// Reads a sheet of an Excel workbook (XLSX) as a table, as people keep it by hand: titles above the
// head, heads of several rows, blank rows, dates that are numbers. A cell is taken as people see
// it, or refused with sheet, row and column; nothing is guessed.
//
//   taken: texts; numbers, with up to 15 digits; dates, as precisely as they are shown; TRUE and
//     FALSE; the value of a formula as the spreadsheet last saved it.
//   refused: errors (#REF!); formulas without a value; percentages, numbers shown in thousands or
//     with zeros before them; dates with a time, or whose year is out of sight; cells merged with
//     others below the head; values under a column that has no name.
//   refused whole: macros, links to other workbooks, passwords, .xls, .xlsb and .ods, XML with a
//     DOCTYPE, archives that would unpack beyond all measure (archive.h), tables beyond
//     kTableMaxCells.
#pragma once

#include <string>
#include <string_view>

#include "clients/cli/file_problem.h"
#include "clients/cli/file_table.h"

namespace sheaf::cli {

// True where `bytes` begin as a workbook of any kind does, also one that will be refused.
bool IsWorkbook(std::string_view bytes);

// The table in the sheet named `sheet`; where that is empty, in the first sheet in sight that has
// the columns that `shape` requires. Notes of the table say which sheet and rows were taken.
FileTable ParseXlsx(std::string_view bytes, const FileShape& shape, const std::string& sheet,
                    FileProblems& problems);

}  // namespace sheaf::cli
