// The format results: the KPIs on their levels, and proxies beside what they stand for.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::faf {

// Three sections: the KPIs on halal food and sanitary measures, the proxies, and the register of
// all KPIs. `computed` are the plugin's own values.
std::vector<sheaf::v1::Section> LayOutResults(const plugin::Facts& facts,
                                              const std::vector<plugin::v1::KpiValue>& computed);

}  // namespace sheaf::faf
