// The phases of the energy plan and what each achieved. A phase has three measures that are never
// added or compared: a mean score out of 5, the same score in percent, and a share of activities
// completed.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "plugins/sdk/facts.h"

namespace sheaf::energy {

// A figure as a report of the phase gave it, or else as a KPI has it.
struct PhaseFigure {
  std::optional<double> reported;
  std::optional<double> as_kpi;
  std::string_view kpi;  // "" where the register has none

  std::optional<double> value() const { return reported ? reported : as_kpi; }
};

struct Phase {
  int row = 0;
  PhaseFigure activities;   // how many there are
  PhaseFigure score;        // mean, out of 5
  PhaseFigure achievement;  // the mean score in percent of 5
  PhaseFigure completed;    // % of activities
};

// In plan order; vanished ones are left out.
std::vector<Phase> PhasesOf(const plugin::Facts& facts);

// True where score and achievement are one result, within the rounding of their figures.
bool SaysTheSame(double score, double achievement);

// The whole number of activities that rounds to `percent` of `activities`; unset where none does.
std::optional<int> WholeNumberOf(double percent, double activities);

// Rule energy-phase-figure-v1: a figure of a phase that its report and its KPI give differently.
std::vector<sheaf::v1::Finding> FindPhaseFigures(const plugin::Facts& facts);

}  // namespace sheaf::energy
