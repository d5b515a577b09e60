// The format endorsement-chain: who has said what about each initiative, and what fell silent.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::ict {

// Two sections: the chain, and the lines that are postponed, ended or silent.
std::vector<sheaf::v1::Section> LayOutEndorsementChain(const plugin::Facts& facts);

}  // namespace sheaf::ict
