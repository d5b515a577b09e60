// What only food, agriculture and forestry can notice in its records.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::faf {

// Rule faf-decision-untraceable-v1, one finding for all: entries of the register that name neither
// body nor meeting, so that nobody can look their decision up.
std::vector<sheaf::v1::Finding> FindUntraceableDecisions(const plugin::Facts& facts);

// Rule faf-plan-adrift-v1: plans that are said to spell out a line which is no line of the sector,
// so that nothing rolls up into it.
std::vector<sheaf::v1::Finding> FindPlansAdrift(const plugin::Facts& facts);

}  // namespace sheaf::faf
