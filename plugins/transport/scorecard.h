// The format scorecard: how the plans stand, on one page, for the head of the secretariat. It is
// declared counts_only, so it is there at once however many lines the plans have.
#pragma once

#include <vector>

#include "plugins/sdk/dataset.h"
#include "plugins/sdk/vocabulary.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::transport {

// `data` has counts and figures, and no line.
std::vector<sheaf::v1::Section> LayOutScorecard(const plugin::Dataset& data,
                                                const plugin::Vocabulary& words);

}  // namespace sheaf::transport
