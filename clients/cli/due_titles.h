// The titles of what is due, in the caller's language.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/due_table.h"
#include "clients/cpp/connection.h"

namespace sheaf::cli {

// Puts the titles of the items into the first of `languages` that their lines have. A due item has
// its printed title only, so the lines of each plan are read, once; where they cannot be read, and
// where `languages` is empty, titles stay as they are.
void ShowTitlesIn(const std::vector<std::string>& languages, client::Connection& connection,
                  std::vector<DueOfRound>& rounds);

}  // namespace sheaf::cli
