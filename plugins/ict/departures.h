// The format departures: the lines that fell out of the plan's work or fell silent in it, told
// apart.
#pragma once

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::ict {

sheaf::v1::Section LayOutDepartures(const plugin::Facts& facts);

}  // namespace sheaf::ict
