// What is known of one KPI of the region on the effective date: its definition, baseline, every
// version of its targets, and its values by edition.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/values/partial_date.h"
#include "server/model/model.h"
#include "server/sectors/manifests.h"
#include "sheaf/plugin/v1/plugin.pb.h"
#include "sheaf/v1/kpi.pb.h"

namespace sheaf::reports {

// One value.
struct KpiPoint {
  double value = 0;
  std::string period;  // "" where not stated
  PartialDate date;    // the period's end; "not stated" with it
  v1::ObservationKind kind = v1::ACTUAL;
  std::string edition;
  std::string record;  // its name; "" where computed
  size_t order = 0;    // place among all values as recorded
};

// The values of one publication that are no forecasts: one a period, the one recorded last, in the
// order of the periods; values without a period come first.
struct KpiEdition {
  std::string name;  // "" where not stated
  std::vector<KpiPoint> points;
};

// Two values that one edition gives for one period.
struct KpiClash {
  KpiPoint earlier, later;
};

// All versions of the target for one year.
struct KpiTarget {
  int year = 0;  // 0: not stated
  // In the order recorded; a repetition of the value before it is no version of its own. Empty
  // where a target is stated for the year without its value.
  std::vector<double> versions;
  // True where any record of the value in force says so.
  bool aspirational = false;
  std::string record;  // of the version in force
};

struct KpiSheet {
  const v1::KpiDefinition* definition = nullptr;  // never null
  std::string name;                               // "sectors/energy/kpis/EN-K-01"
  std::optional<v1::Baseline> baseline;           // the one recorded last
  std::vector<KpiTarget> targets;                 // by year; the year not stated comes last
  std::vector<KpiEdition> editions;               // in the order in which they first appear
  std::vector<KpiPoint> forecasts;                // in the order recorded
  std::vector<KpiClash> clashes;
  int64_t member_state_values = 0;  // values that are no region's
  // The reason recorded last for a value that is missing, where there is no value.
  v1::MissingReason missing = v1::MISSING_REASON_UNSPECIFIED;
  // For a KPI that its plugin computes: how; and why it could not, where it could not.
  std::string method;
  std::string unavailable;

  bool HasData() const {
    return !editions.empty() || !forecasts.empty() || member_state_values > 0;
  }
  bool HasTarget() const;
  // The target that rule verdict-v1 judges by; null where there is none.
  const KpiTarget* TargetFor(int effective_year) const;
};

// Name of the edition under which computed values stand.
inline constexpr std::string_view kComputedEdition = "computed from the records";

// What a plugin has computed, or why it has not.
struct ComputedKpis {
  std::vector<plugin::v1::KpiValue> values;
  std::string unavailable;  // "" where the plugin answered
};

// One sheet for each KPI of the manifest, in its order. `rules` must outlive the sheets.
std::vector<KpiSheet> MakeKpiSheets(const model::View& view, const sectors::Rules& rules,
                                    const ComputedKpis& computed, PartialDate effective);

}  // namespace sheaf::reports
