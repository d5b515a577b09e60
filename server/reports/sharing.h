// Rule shared-v1: an initiative that several lines share is counted once. Of the lines that would
// count, the first by plan id and then by place in the plan owns the count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/model/model.h"
#include "server/reports/tree.h"

namespace sheaf::reports {

struct SharedLine {
  std::string plan;    // id
  std::string sector;  // of the plan; "" for none
  std::string code;
  std::string name;
};

struct SharedInitiative {
  std::string key;
  SharedLine owner;
  std::vector<SharedLine> others;  // at least one

  bool Concerns(std::string_view sector) const;
  // The same text exactly where the same lines share and the same one counts.
  std::string ToString() const;
};

// Marks every line but the owner kElsewhere and returns the initiatives that more than one
// countable line shares, in the order of their keys. `trees` are in the order of their plans' ids.
std::vector<SharedInitiative> ShareOut(const model::View& view, std::vector<PlanTree>* trees);

// True where a line of `tree` shares an initiative: only such plans change what another one counts.
bool SharesAnything(const PlanTree& tree);
// The same of a plan, without its tree.
bool SharesAnything(const model::View& view, const model::PlanRow& plan);

}  // namespace sheaf::reports
