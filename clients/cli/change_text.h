// A committed change as people read it while it comes.
#pragma once

#include <cstddef>
#include <string>

#include "sheaf/v1/change.pb.h"

namespace sheaf::cli {

// Revision, time, who, what was done, to which record, and what it says now; without a line end.
//
// For a terminal of `width` columns: with the record's short name (ShortNameOf), in up to three
// lines, the further ones indented; what is longer ends with "…". For `width` 0, where no person
// looks: one line with the full name and all of it.
std::string ChangeText(const v1::Change& change, size_t width);

}  // namespace sheaf::cli
