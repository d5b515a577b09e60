#include "plugins/sdk/kpi_values.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace sheaf::plugin {
namespace {

constexpr size_t kRecordsMax = 100;

v1::KpiValue StartKpi(const Facts& facts, std::string_view code, const std::vector<int>& rows) {
  v1::KpiValue value;
  value.set_kpi(std::string(code));
  value.set_period(facts.data().header().clocks().effective_date().substr(0, 4));
  const sheaf::v1::KpiDefinition* kpi = facts.words().Kpi(code);
  if (kpi != nullptr) value.set_method(kpi->formula());
  for (size_t i = 0; i < std::min(rows.size(), kRecordsMax); ++i) {
    value.add_records(std::string(facts.Line(rows[i]).name));
  }
  return value;
}

}  // namespace

v1::KpiValue CountKpi(const Facts& facts, std::string_view code, int64_t count,
                      const std::vector<int>& rows) {
  v1::KpiValue value = StartKpi(facts, code, rows);
  value.set_value(static_cast<double>(count));
  return value;
}

double RoundPercent(double percent) { return std::round(percent * 10) / 10; }

v1::KpiValue ShareKpi(const Facts& facts, std::string_view code, int64_t numerator,
                      int64_t denominator, const std::vector<int>& rows) {
  if (denominator == 0) return MissingKpi(facts, code, sheaf::v1::NOT_REPORTED);
  v1::KpiValue value = StartKpi(facts, code, rows);
  const double of = static_cast<double>(denominator);
  value.set_value(RoundPercent(100.0 * static_cast<double>(numerator) / of));
  value.mutable_share()->set_numerator(numerator);
  value.mutable_share()->set_denominator(denominator);
  return value;
}

v1::KpiValue MissingKpi(const Facts& facts, std::string_view code,
                        sheaf::v1::MissingReason reason) {
  v1::KpiValue value = StartKpi(facts, code, {});
  value.set_missing(reason);
  return value;
}

}  // namespace sheaf::plugin
