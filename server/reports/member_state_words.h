// What one member state has said of the counted lines of all plans, and where it has said nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/model/model.h"
#include "server/reports/material.h"

namespace sheaf::reports {

// A line in a plan.
struct PlacedLine {
  const PlanAssessment* plan = nullptr;
  int32_t row = 0;

  const model::LineRow& line() const { return plan->tree.lines[static_cast<size_t>(row)]; }
};

// Its present word on a line: by rule state-v1 the latest fact; the latest event where there is no
// fact.
struct StateWord {
  PlacedLine at;
  model::UpdateRow update;
  // UNSPECIFIED for an event.
  v1::CanonicalState state = v1::CANONICAL_STATE_UNSPECIFIED;
};

// How far it has come on the path of a treaty or a decision.
struct StateStage {
  PlacedLine at;
  std::string stage;  // as the manifest names it: "ratified"; "" where it has said nothing of it
  PartialDate since;
  // Of a binding instrument: what it waits for among all, and whether this state is among those who
  // are known to be outstanding.
  std::optional<std::string_view> queue;
  bool outstanding = false;
};

// In the order of the parts, their plans and the trees.
struct StateLines {
  std::vector<StateWord> words;
  // It takes part, member states report on them, and it has not.
  std::vector<PlacedLine> silent;
  // Of words that stand on a path, and of binding instruments in which it takes part.
  std::vector<StateStage> stages;
};

// `material` is of all lines; `state` is a code.
StateLines LinesOfState(const Material& material, std::string_view state);

}  // namespace sheaf::reports
