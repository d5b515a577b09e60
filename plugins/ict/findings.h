// What only ICT can notice in its records.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::ict {

// Rule ict-chain-stalled-v1: a line that senior officials endorsed, or that the ministers had
// before them, more than twelve months before the effective date, and no decision of the ministers
// since. They meet once a year.
std::vector<sheaf::v1::Finding> FindStalledChains(const plugin::Facts& facts);

// Rule ict-chain-order-v1: the ministers have decided, and the word of senior officials that came
// before sets the state of the line, because its date is less precise and so sorts after theirs.
std::vector<sheaf::v1::Finding> FindChainsOutOfOrder(const plugin::Facts& facts);

}  // namespace sheaf::ict
