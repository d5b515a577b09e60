#include "plugins/sdk/kpi_reading.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace sheaf::plugin {
namespace {

using layout::TableLayout;
using sheaf::v1::Cell;
using sheaf::v1::KpiDefinition;
using sheaf::v1::KpiLevel;

// In the order of their periods; those of one period as recorded.
std::vector<ObservationView> RegionalOf(const Facts& facts, std::string_view kpi) {
  std::vector<ObservationView> values = facts.data().ObservationsOf(kpi);
  std::erase_if(values, [](const ObservationView& value) { return !value.member_state.empty(); });
  std::stable_sort(values.begin(), values.end(),
                   [](const auto& a, const auto& b) { return a.period < b.period; });
  return values;
}

bool HasStateValues(const Facts& facts, std::string_view kpi) {
  const std::vector<ObservationView> values = facts.data().ObservationsOf(kpi);
  return std::any_of(values.begin(), values.end(), [](const ObservationView& value) {
    return value.value && !value.member_state.empty();
  });
}

// The KPI whose values stand in for those of `kpi`; null for none.
const KpiDefinition* ProxyOf(const Facts& facts, const KpiDefinition& kpi) {
  for (const KpiDefinition& other : facts.words().manifest().kpis()) {
    if (other.stands_in_for() == kpi.code()) return &other;
  }
  return nullptr;
}

}  // namespace

std::string_view TitleOf(sheaf::v1::ObservationKind kind) {
  switch (kind) {
    case sheaf::v1::ACTUAL:
      return "Actual";
    case sheaf::v1::ESTIMATE:
      return "Estimate";
    case sheaf::v1::FORECAST:
      return "Forecast";
    case sheaf::v1::PROXY:
      return "Proxy";
    case sheaf::v1::CARRIED_FORWARD:
      return "Carried forward";
    default:
      return "Kind not stated";
  }
}

std::string_view TitleOf(KpiLevel level) {
  switch (level) {
    case sheaf::v1::OUTPUT:
      return "Output";
    case sheaf::v1::OUTCOME:
      return "Outcome";
    case sheaf::v1::IMPACT:
      return "Impact";
    default:
      return "Level not declared";
  }
}

std::string Label(const KpiDefinition& kpi) {
  return absl::StrCat(kpi.title(), " (", kpi.code(), ")");
}

std::optional<ObservationView> LatestValue(const Facts& facts, std::string_view kpi) {
  std::optional<ObservationView> latest;
  for (const ObservationView& value : RegionalOf(facts, kpi)) {
    if (value.value && value.kind != sheaf::v1::FORECAST) latest = value;
  }
  return latest;
}

std::string WhyNoValue(const Facts& facts, const KpiDefinition& kpi) {
  if (HasStateValues(facts, kpi.code())) {
    return "Values of member states are on record, none of the region.";
  }
  const KpiDefinition* proxy = ProxyOf(facts, kpi);
  switch (kpi.availability()) {
    case sheaf::v1::PROXY_ONLY:
      return proxy == nullptr
                 ? "It is not measured; only a proxy could stand in for it, and none is declared."
                 : absl::StrCat("It is not measured; ", proxy->code(), " stands in for it.");
    case sheaf::v1::COMPUTABLE:
      return "Nothing is on record from which it could be computed.";
    case sheaf::v1::THIRD_PARTY:
      return absl::StrCat("The data are with ", kpi.owner(), "; none were sent.");
    case sheaf::v1::NONE:
      return "The sources name the KPI and give no value; nobody is known to collect one.";
    default:
      return absl::StrCat("Declared as available from ", kpi.owner(),
                          "; no value was sent for this date.");
  }
}

Cell LatestValueCell(const Facts& facts, const KpiDefinition& kpi, TableLayout* table) {
  const std::optional<ObservationView> latest = LatestValue(facts, kpi.code());
  if (!latest) {
    return layout::WithNote(layout::Missing(sheaf::v1::NOT_REPORTED),
                            table->Note(WhyNoValue(facts, kpi)));
  }
  return layout::From(layout::InPeriod(layout::Number(*latest->value), latest->period),
                      latest->name);
}

}  // namespace sheaf::plugin
