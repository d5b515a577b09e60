// The format standards-register: adopted standards and guidelines by thrust.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::faf {

// Two sections: the register, and the texts that are not in it yet.
std::vector<sheaf::v1::Section> LayOutStandardsRegister(const plugin::Facts& facts);

}  // namespace sheaf::faf
