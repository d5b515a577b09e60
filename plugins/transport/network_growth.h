// How the networks have grown, from the KPIs: the published growth beside the growth that the
// lengths on record give.
#pragma once

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::transport {

sheaf::v1::Section LayOutNetworkGrowth(const plugin::Facts& facts);

}  // namespace sheaf::transport
