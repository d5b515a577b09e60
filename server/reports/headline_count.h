// The counted lines of every plan by headline class, and nothing else: by the rules of the
// assessment, without the tree and the lists that an overview has besides.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "proto/values/partial_date.h"
#include "server/model/model.h"
#include "server/reports/headline.h"
#include "server/reports/membership.h"
#include "server/reports/sharing.h"
#include "server/sectors/manifests.h"

namespace sheaf::reports {

struct PlanCounts {
  model::PlanRow plan;
  ClassCounts counts;
  int64_t counted_elsewhere = 0;
};

struct HeadlineCounts {
  std::vector<PlanCounts> plans;  // in the order of their ids
  // Those that concern these plans: as MakeGround finds them.
  std::vector<SharedInitiative> shared;
};

// The plans of `sector`; all plans for no value. Plans of other sectors are looked at only where
// one of these has a line that shares an initiative. Uses as many threads as the machine has cores.
HeadlineCounts CountHeadlines(const model::View& view, const sectors::Manifests& manifests,
                              const Membership& membership, PartialDate effective,
                              const std::string* sector);

}  // namespace sheaf::reports
