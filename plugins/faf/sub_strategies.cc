#include "plugins/faf/sub_strategies.h"

#include <algorithm>

#include "plugins/faf/register.h"

namespace sheaf::faf {
namespace {

using plugin::Facts;
using plugin::LineTally;
using plugin::LineView;

bool IsHeading(const Facts& facts, const LineView& line) {
  const auto& levels = facts.words().manifest().levels();
  return std::any_of(levels.begin(), levels.end(), [&line](const auto& level) {
    return level.id() == line.level && level.heading();
  });
}

// Each line in the class that it counts in, or as counted by another line of its initiative.
void AddLine(const Facts& facts, const LineView& line, LineTally* tally) {
  if (line.counted) {
    tally->Add(line.headline);
  } else if (!line.vanished && !line.shared_initiative.empty() && !IsHeading(facts, line)) {
    tally->AddElsewhere();
  }
}

std::map<int, SubStrategy> StrategyLines(const Facts& facts) {
  std::map<int, SubStrategy> strategies;
  for (const LineView& line : facts.data().lines()) {
    if (!line.vanished && line.HasTag("sub_strategy")) strategies[line.row].row = line.row;
  }
  for (const plugin::PlanView& plan : facts.data().plans()) {
    if (plan.parent_row < 0) continue;
    SubStrategy& strategy = strategies[plan.parent_row];
    strategy.row = plan.parent_row;
    strategy.plans.push_back(plan.name);
  }
  return strategies;
}

// The nearest of `strategies` above `row`; -1 for none.
int StrategyAbove(const Facts& facts, int row, const std::map<int, SubStrategy>& strategies) {
  // Plans may spell out each other's lines in a circle: no way up is longer than there are lines.
  size_t steps = facts.data().lines().size();
  for (int above = facts.Above(row); above >= 0 && steps > 0; above = facts.Above(above), --steps) {
    if (strategies.count(above) > 0) return above;
  }
  return -1;
}

}  // namespace

std::vector<SubStrategy> SubStrategiesOf(const Facts& facts) {
  std::map<int, SubStrategy> strategies = StrategyLines(facts);
  for (const LineView& line : facts.data().lines()) {
    const int above = StrategyAbove(facts, line.row, strategies);
    if (above >= 0) AddLine(facts, line, &strategies[above].adds);
  }
  std::vector<SubStrategy> sorted;
  for (auto& [row, strategy] : strategies) sorted.push_back(std::move(strategy));
  std::stable_sort(sorted.begin(), sorted.end(), [&](const SubStrategy& a, const SubStrategy& b) {
    return facts.RootOf(a.row) < facts.RootOf(b.row);
  });
  return sorted;
}

int64_t CountDecided(const Facts& facts, const std::vector<SubStrategy>& strategies) {
  return std::count_if(strategies.begin(), strategies.end(), [&](const SubStrategy& strategy) {
    return DecisionOf(facts, strategy.row).has_value();
  });
}

std::map<int, ThrustTally> RollUp(const Facts& facts) {
  const std::map<int, SubStrategy> strategies = StrategyLines(facts);
  std::map<int, ThrustTally> thrusts;
  for (const LineView& line : facts.data().lines()) {
    if (line.vanished) continue;
    ThrustTally& thrust = thrusts[facts.RootOf(line.row)];
    const bool is_added = StrategyAbove(facts, line.row, strategies) >= 0;
    AddLine(facts, line, is_added ? &thrust.added : &thrust.own);
  }
  return thrusts;
}

}  // namespace sheaf::faf
