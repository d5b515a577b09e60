// Manual pages, made from the tree of commands: sheaf(1), and one for each command, sheaf-push(1).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"

namespace sheaf::cli {

// Of the page's foot.
struct ManEdition {
  std::string version;
  std::string date;  // "2026-11-22"
};

// The pages of `app` and of all its commands that are not hidden: the file's name
// ("sheaf-plan-import.1") and what stands in it, in roff with the macros of man(7).
std::vector<std::pair<std::string, std::string>> ManPages(const CLI::App& app,
                                                          const ManEdition& edition);

// `text` for a line of roff: nothing in it is taken for a request or an escape, and its hyphens
// stay such as can be copied.
std::string Roff(const std::string& text);

}  // namespace sheaf::cli
