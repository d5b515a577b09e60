// The format carry-over: what the next plan inherits, with the reason and the last word on it.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::transport {

// A summary by stream; what is named for the next plan (tag carry_over); what is open and not
// named.
std::vector<sheaf::v1::Section> LayOutCarryOver(const plugin::Facts& facts);

}  // namespace sheaf::transport
