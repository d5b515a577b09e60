#include "plugins/transport/computed_kpis.h"

#include <algorithm>
#include <map>
#include <string>

#include "plugins/sdk/kpi_values.h"
#include "plugins/transport/instruments.h"

namespace sheaf::transport {
namespace {

using plugin::Facts;
using plugin::LineView;
using plugin::v1::KpiValue;

// The line on which member states report their plans for intelligent transport systems.
constexpr std::string_view kItsPlansLine = "TR-L-013";

std::vector<Instrument> BindingOf(const Facts& facts) {
  std::vector<Instrument> binding = InstrumentsOf(facts);
  std::erase_if(binding, [&](const Instrument& instrument) {
    const LineView& line = facts.Line(instrument.row);
    return line.instrument_type != sheaf::v1::BINDING || !facts.InDenominator(line);
  });
  return binding;
}

KpiValue InForce(const Facts& facts, const std::vector<Instrument>& binding) {
  std::vector<int> rows;
  for (const Instrument& instrument : binding) {
    if (IsInForce(facts, instrument)) rows.push_back(instrument.row);
  }
  return plugin::ShareKpi(facts, "TR-C-01", rows.size(), binding.size(), rows);
}

KpiValue RatifiedByAll(const Facts& facts, const std::vector<Instrument>& binding) {
  if (binding.empty()) return plugin::MissingKpi(facts, "TR-C-02", sheaf::v1::NOT_REPORTED);
  std::vector<int> rows;
  for (const Instrument& instrument : binding) {
    if (IsRatifiedByAll(facts, instrument)) rows.push_back(instrument.row);
  }
  return plugin::CountKpi(facts, "TR-C-02", rows.size(), rows);
}

void AddWaitingByState(const Facts& facts, const std::vector<Instrument>& binding,
                       std::vector<KpiValue>* values) {
  std::map<std::string_view, std::vector<int>> rows_by_state;
  for (const Instrument& instrument : binding) {
    for (const auto& [state, word] : instrument.by_state) {
      std::vector<int>& rows = rows_by_state[state];
      if (WaitingFor(facts, word) != Waiting::kForNothing) rows.push_back(instrument.row);
    }
  }
  for (const auto& [state, rows] : rows_by_state) {
    KpiValue value = plugin::CountKpi(facts, "TR-C-03", rows.size(), rows);
    value.set_member_state(std::string(state));
    values->push_back(value);
  }
}

bool HasPlan(const Facts& facts, int row, std::string_view state) {
  const auto last = facts.LastOf(row, state);
  const auto* word = last ? facts.words().Word(last->status) : nullptr;
  return word != nullptr && word->state() == sheaf::v1::COMPLETED;
}

KpiValue StatesWithItsPlan(const Facts& facts) {
  const auto& lines = facts.data().lines();
  const auto line = std::find_if(lines.begin(), lines.end(), [](const LineView& candidate) {
    return candidate.code == kItsPlansLine;
  });
  if (line == lines.end() || facts.Of(line->row).empty()) {
    return plugin::MissingKpi(facts, "TR-C-04", sheaf::v1::NOT_REPORTED);
  }
  int64_t count = 0;
  for (std::string_view state : facts.Participants(*line)) {
    if (HasPlan(facts, line->row, state)) ++count;
  }
  return plugin::CountKpi(facts, "TR-C-04", count, {line->row});
}

}  // namespace

std::vector<KpiValue> ComputeKpis(const Facts& facts) {
  const std::vector<Instrument> binding = BindingOf(facts);
  std::vector<KpiValue> values = {InForce(facts, binding), RatifiedByAll(facts, binding)};
  AddWaitingByState(facts, binding, &values);
  values.push_back(StatesWithItsPlan(facts));
  return values;
}

}  // namespace sheaf::transport
