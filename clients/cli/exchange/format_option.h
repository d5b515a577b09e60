// The options that export and import share.
#pragma once

#include <string>

#include "CLI/CLI.hpp"
#include "clients/cli/exchange/format.h"

namespace sheaf::cli::exchange {

// A line for each format, for help.
std::string FormatList();

// `name` FORMAT, required; sets `format`, which must outlive `command`.
void AddFormatOption(CLI::App& command, const char* name, const char* description,
                     const ExchangeFormat** format);

// --records KIND: one of the files of csv.
void AddRecordsOption(CLI::App& command, std::string& records);

}  // namespace sheaf::cli::exchange
