// The format network-segments: rail links, highways, sea links and ports, with length, state and
// member states.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::transport {

// The segments with their lengths, then the length of the networks as the KPIs have it.
std::vector<sheaf::v1::Section> LayOutNetworkSegments(const plugin::Facts& facts);

}  // namespace sheaf::transport
