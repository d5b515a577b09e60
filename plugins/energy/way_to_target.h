// From the last value of a KPI to its target: what is left, how fast it must go, and where it would
// be if it went on as before.
#pragma once

#include <vector>

#include "plugins/energy/outlook.h"
#include "plugins/sdk/formulas/forecast.h"
#include "plugins/sdk/formulas/result.h"

namespace sheaf::energy {

// By the values of one edition: those of two are never put into one series.
struct WayToTarget {
  const Outlook* outlook = nullptr;
  const EditionOutlook* edition = nullptr;  // null where nothing is on record
  // In the unit of the KPI.
  formulas::Result gap;
  // From the baseline, in percent.
  formulas::Result part_gone;
  // Linear, by year: from the first value or the baseline to the latest, and on to the target.
  formulas::Result so_far;
  formulas::Result needed;
  // Compound, in percent by year.
  formulas::Result needed_compound;
  // Our own, for the target's year, one by each method. Empty where the target has no year.
  std::vector<formulas::Forecast> forecasts;
};

// One for each edition of each KPI of `outlooks`, which must outlive the result.
std::vector<WayToTarget> WaysToTargets(const plugin::Facts& facts,
                                       const std::vector<Outlook>& outlooks);

}  // namespace sheaf::energy
