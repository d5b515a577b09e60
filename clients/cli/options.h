// Options that several commands share, with one wording for each.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"
#include "sheaf/v1/clocks.pb.h"

namespace sheaf::cli {

// One of `words`, each given as the number that it stands for (an enumeration's value, say);
// refused in plain English.
CLI::Validator Choice(std::vector<std::pair<std::string, int>> words);

// The positional FILE of an import, in any kind that file_reading.h reads, and "--sheet NAME".
void AddFile(CLI::App& command, std::string& file, std::string& sheet);

// "-o,--as table|json|csv|tsv".
void AddFormat(CLI::App& command, Format& format);

// "--as-of REV|TIME" and "--effective DATE" of a read. What is written wrong is a usage error.
void AddClocks(CLI::App& command, v1::AsOf& as_of);

// An option that takes a whole day, and gives it to `set`.
void AddEffective(CLI::App& command, const char* name, const char* description,
                  const std::function<void(const std::string&)>& set);

// What a command's help, its manual page and the tests take as its examples: a line each.
void AddExamples(CLI::App& command, const std::string& examples);

// Reads "12" (a revision), "2025-06-30T12:00:00Z" (a time) or "2025-06-30" (the end of that day,
// UTC) into `as_of`. The error names what was expected; empty where all is well.
std::string ParseKnownAt(const std::string& text, v1::AsOf& as_of);

}  // namespace sheaf::cli
