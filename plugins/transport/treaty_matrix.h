// The format treaty-matrix: instruments by member state.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::transport {

// Three sections: the instruments with their steps and how many have gone them, the matrix by
// member state, and what each member state has still to do.
std::vector<sheaf::v1::Section> LayOutTreatyMatrix(const plugin::Facts& facts);

}  // namespace sheaf::transport
