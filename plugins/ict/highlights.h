// The format highlights of ICT, for the cross-sector report: at most one screen.
#pragma once

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::ict {

sheaf::v1::Section LayOutHighlights(const plugin::Facts& facts);

}  // namespace sheaf::ict
