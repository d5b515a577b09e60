// Reads any file that people give us: CSV, an Excel workbook, or JSON lines. Which of them it is,
// its bytes say, and where they leave it open, its name.
#pragma once

#include <string>
#include <string_view>

#include "clients/cli/file_problem.h"
#include "clients/cli/file_table.h"

namespace sheaf::cli {

// The table in the file `path`. `sheet`: of a workbook, the one to read; empty: the first that has
// the columns which `shape` requires. What is wrong goes to `problems`; a table without columns is
// one that could not be read at all.
FileTable ReadTable(const std::string& path, const FileShape& shape, const std::string& sheet,
                    FileProblems& problems);

// The same for the bytes of a file with this name.
FileTable ParseTable(std::string_view bytes, std::string_view name, const FileShape& shape,
                     const std::string& sheet, FileProblems& problems);

}  // namespace sheaf::cli
