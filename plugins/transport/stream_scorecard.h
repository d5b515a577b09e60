// The format stream-scorecard: streams and goals, each with its lines by headline class.
#pragma once

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::transport {

sheaf::v1::Section LayOutStreamScorecard(const plugin::Facts& facts);

}  // namespace sheaf::transport
