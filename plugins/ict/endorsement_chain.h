// The format endorsement-chain: who has said what about each initiative, and how long it took or
// has been waiting.
#pragma once

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::ict {

sheaf::v1::Section LayOutEndorsementChain(const plugin::Facts& facts);

}  // namespace sheaf::ict
