// What only transport can notice in its records.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::transport {

// Rule transport-ratified-short-v1: an instrument that counts as completed though fewer than all
// who took part on the date of the report have ratified it.
std::vector<sheaf::v1::Finding> FindInRecords(const plugin::Facts& facts);

}  // namespace sheaf::transport
