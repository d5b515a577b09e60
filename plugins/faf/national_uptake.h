// The format national-uptake: which member states apply which texts of the register.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::faf {

// Two sections: the texts with uptake reported, by text and by member state; and how many texts of
// each thrust nobody has reported on.
std::vector<sheaf::v1::Section> LayOutNationalUptake(const plugin::Facts& facts);

}  // namespace sheaf::faf
