// The counted lines of every plan by headline class, and nothing else: by the rules of the
// assessment, without the tree and the lists that an overview has besides.
#pragma once

#include <cstdint>
#include <vector>

#include "server/base/partial_date.h"
#include "server/model/model.h"
#include "server/reports/headline.h"
#include "server/reports/membership.h"
#include "server/sectors/manifests.h"

namespace sheaf::reports {

struct PlanCounts {
  model::PlanRow plan;
  ClassCounts counts;
  int64_t counted_elsewhere = 0;
};

// In the order of the plans' ids. Uses as many threads as the machine has cores.
std::vector<PlanCounts> CountHeadlines(const model::View& view, const sectors::Manifests& manifests,
                                       const Membership& membership, PartialDate effective);

}  // namespace sheaf::reports
