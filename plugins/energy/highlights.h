// The format highlights of energy, for the cross-sector report: at most one screen.
#pragma once

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::energy {

sheaf::v1::Section LayOutHighlights(const plugin::Facts& facts);

}  // namespace sheaf::energy
