#include "plugins/energy/computed_kpis.h"

#include <algorithm>
#include <string>

#include "plugins/energy/intensity.h"
#include "plugins/sdk/kpi_values.h"

namespace sheaf::energy {
namespace {

using plugin::Facts;
using plugin::LineView;
using plugin::UpdateView;
using plugin::v1::KpiValue;

KpiValue SignedByAll(const Facts& facts) {
  std::vector<int> rows;
  int64_t binding = 0;
  for (const LineView& line : facts.data().lines()) {
    if (line.instrument_type != sheaf::v1::BINDING || !facts.InDenominator(line)) continue;
    ++binding;
    const std::vector<UpdateView> updates = facts.Of(line.row);
    const bool is_signed = std::any_of(updates.begin(), updates.end(), [&](const UpdateView& u) {
      return u.member_state.empty() && facts.IsAt(u, {"signed", "ratified", "in_force"});
    });
    if (is_signed) rows.push_back(line.row);
  }
  return plugin::ShareKpi(facts, "EN-C-01", rows.size(), binding, rows);
}

KpiValue DecidedByMinisters(const Facts& facts) {
  std::vector<int> rows;
  for (const LineView& line : facts.data().lines()) {
    if (!facts.InDenominator(line)) continue;
    const std::vector<UpdateView> updates = facts.Of(line.row);
    const bool is_decided = std::any_of(updates.begin(), updates.end(), [&](const UpdateView& u) {
      return u.body == "AMEM" && !u.meeting.empty() &&
             facts.IsAt(u, {"adopted", "endorsed", "signed"});
    });
    if (is_decided) rows.push_back(line.row);
  }
  if (facts.data().lines().empty()) {
    return plugin::MissingKpi(facts, "EN-C-02", sheaf::v1::NOT_REPORTED);
  }
  return plugin::CountKpi(facts, "EN-C-02", rows.size(), rows);
}

void AddIntensities(const Facts& facts, std::vector<KpiValue>* values) {
  for (const IntensityReduction& reduction : IntensityReductionsOf(facts)) {
    KpiValue value = plugin::MissingKpi(facts, "EN-C-03", sheaf::v1::MISSING_REASON_UNSPECIFIED);
    value.set_member_state(std::string(reduction.member_state));
    value.set_period(reduction.period);
    value.set_value(plugin::RoundPercent(reduction.percent));
    for (std::string_view record : reduction.records) value.add_records(std::string(record));
    values->push_back(value);
  }
}

}  // namespace

std::vector<KpiValue> ComputeKpis(const Facts& facts) {
  std::vector<KpiValue> values = {SignedByAll(facts), DecidedByMinisters(facts)};
  AddIntensities(facts, &values);
  return values;
}

}  // namespace sheaf::energy
