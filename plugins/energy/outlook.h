// KPIs with a target: what is known of each edition by edition, and how far it is from the target.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/facts.h"

namespace sheaf::energy {

// A value and the year it is of; year 0 for "not stated".
struct YearValue {
  double value = 0;
  int year = 0;
  std::string_view record;
};

// What one publication says of a KPI.
struct EditionOutlook {
  std::string_view edition;
  std::optional<YearValue> actual;    // the latest
  std::optional<YearValue> forecast;  // for the target year, else the latest
};

// Two actuals of different editions that cannot both be right.
struct Disagreement {
  plugin::ObservationView first;
  plugin::ObservationView second;
};

struct Outlook {
  const sheaf::v1::KpiDefinition* kpi = nullptr;
  // The version in force, as the core's verdict takes it: the one recorded last for the earliest
  // target year that is not over, else for the latest year. Unset where every target lacks a value.
  std::optional<YearValue> target;
  bool aspirational = false;
  std::vector<EditionOutlook> editions;  // in the order in which they were recorded
  std::optional<Disagreement> disagreement;
};

// One for each KPI that has a target, in the order of the manifest.
std::vector<Outlook> OutlooksOf(const plugin::Facts& facts);

// The edition to quote where there is room for one: the one that has a forecast, else the one with
// the latest actual. Null where there is no value.
const EditionOutlook* QuotedEdition(const Outlook& outlook);

// How far `value` is beyond the target, in the KPI's unit: negative where it falls short.
double BeyondTarget(const Outlook& outlook, double value);
// The figure that is held against the target: the forecast for the target year, else the latest
// actual.
std::optional<YearValue> HeldAgainstTarget(const Outlook& outlook, const EditionOutlook& edition);

// "15.6" is 1; what two figures and their difference are shown with.
int DecimalsOf(double first, double second);
// "2022"; "year not stated" for 0.
std::string YearText(int year);
// "AEC end-term review gives 27 for 2022, press report gives 25.5 for 2023, which is lower."
std::string Describe(const Disagreement& disagreement);

}  // namespace sheaf::energy
