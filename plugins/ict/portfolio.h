// The format initiative-portfolio: every initiative and activity with its proponent, its state, its
// place on the endorsement chain and the age of the last word on it.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::ict {

// Three sections: the strategic measures in numbers, the lines, and the projects completed.
std::vector<sheaf::v1::Section> LayOutPortfolio(const plugin::Facts& facts);

}  // namespace sheaf::ict
