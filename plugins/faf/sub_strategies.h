// Sub-strategies, and how they roll up into the plan. A sub-strategy is a line tagged
// `sub_strategy`, or a line that a child plan spells out. The line itself is a line of its plan;
// the lines below it, in the plan or in child plans, are what the sub-strategy adds. Every counted
// line counts once: in the nearest sub-strategy above it, or in the plan itself.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "plugins/sdk/facts.h"
#include "plugins/sdk/line_tally.h"

namespace sheaf::faf {

struct SubStrategy {
  int row = 0;  // of its line
  // Names of the child plans that spell it out.
  std::vector<std::string_view> plans;
  // The lines below it, but for those of a sub-strategy of its own.
  plugin::LineTally adds;
};

// By thrust, and then in plan order.
std::vector<SubStrategy> SubStrategiesOf(const plugin::Facts& facts);

// How many of them were adopted, endorsed, approved or issued.
int64_t CountDecided(const plugin::Facts& facts, const std::vector<SubStrategy>& strategies);

// The counted lines of one thrust.
struct ThrustTally {
  plugin::LineTally own;    // of the plan itself
  plugin::LineTally added;  // by sub-strategies
};
// By the row of the thrust, in plan order; also a thrust without lines.
std::map<int, ThrustTally> RollUp(const plugin::Facts& facts);

}  // namespace sheaf::faf
