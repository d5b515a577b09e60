// Ids that the server knows, for completion.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/completion.h"

namespace sheaf::cli {

// The words that `expected` is about, each with its title; none where the server does not answer
// within a second or refuses. `words`: the command line, which may say of which plan or sector.
Candidates LiveWords(Session& session, const Expected& expected,
                     const std::vector<std::string>& words);

}  // namespace sheaf::cli
