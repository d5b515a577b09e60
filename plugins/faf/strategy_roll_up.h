// The format sub-strategies: each with what it adds to the plan, and all of them rolled up into it.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::faf {

// Two sections: the sub-strategies, and the thrusts with what they add.
std::vector<sheaf::v1::Section> LayOutSubStrategies(const plugin::Facts& facts);

}  // namespace sheaf::faf
