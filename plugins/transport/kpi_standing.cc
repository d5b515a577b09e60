#include "plugins/transport/kpi_standing.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/layout.h"

namespace sheaf::transport {
namespace {

using plugin::Dataset;
using plugin::ObservationView;
using sheaf::v1::Cell;
using sheaf::v1::KpiDefinition;
using sheaf::v1::Section;
using sheaf::v1::Target;

// 0 where none is stated.
int YearOf(std::string_view date) { return std::atoi(std::string(date.substr(0, 4)).c_str()); }

std::string YearText(int year) { return year == 0 ? "" : std::to_string(year); }

std::vector<const KpiDefinition*> RecordedKpis(const plugin::Vocabulary& words) {
  std::vector<const KpiDefinition*> kpis;
  for (const KpiDefinition& kpi : words.manifest().kpis()) {
    if (kpi.availability() != sheaf::v1::COMPUTABLE) kpis.push_back(&kpi);
  }
  return kpis;
}

bool HasData(const Dataset& data, const KpiDefinition& kpi) {
  const std::vector<ObservationView> observations = data.ObservationsOf(kpi.code());
  return std::any_of(observations.begin(), observations.end(),
                     [](const ObservationView& observation) { return observation.value; });
}

bool HasTarget(const Dataset& data, const KpiDefinition& kpi) {
  const plugin::v1::KpiFigures* figures = data.FiguresOf(kpi.code());
  return figures != nullptr && std::any_of(figures->targets().begin(), figures->targets().end(),
                                           [](const Target& target) { return target.has_value(); });
}

// The region's, of the latest year; of one year, the one recorded last.
std::optional<ObservationView> LatestActual(const Dataset& data, const KpiDefinition& kpi) {
  std::optional<ObservationView> latest;
  for (const ObservationView& observation : data.ObservationsOf(kpi.code())) {
    if (!observation.value || !observation.member_state.empty()) continue;
    if (observation.kind == sheaf::v1::FORECAST) continue;
    if (!latest || YearOf(observation.period) >= YearOf(latest->period)) latest = observation;
  }
  return latest;
}

// True where `b` rather than `a` counts in `this_year`, as in the core's verdict-v1: the earliest
// year that is not over, else the latest; of one year the version recorded last, but a year that is
// stated without a value never takes the place of one with it.
bool Supersedes(const Target& b, const Target& a, int this_year) {
  if (b.year() == a.year()) return b.has_value() || !a.has_value();
  const bool b_open = b.year() >= this_year;
  const bool a_open = a.year() >= this_year;
  if (b_open != a_open) return b_open;
  return b_open ? b.year() < a.year() : b.year() > a.year();
}

const Target* TargetInForce(const Dataset& data, const KpiDefinition& kpi) {
  const plugin::v1::KpiFigures* figures = data.FiguresOf(kpi.code());
  if (figures == nullptr) return nullptr;
  const int this_year = YearOf(data.header().clocks().effective_date());
  const Target* in_force = nullptr;
  for (const Target& target : figures->targets()) {
    if (in_force == nullptr || Supersedes(target, *in_force, this_year)) in_force = &target;
  }
  return in_force;
}

Cell BaselineCell(const Dataset& data, const KpiDefinition& kpi) {
  const plugin::v1::KpiFigures* figures = data.FiguresOf(kpi.code());
  if (figures == nullptr || figures->baselines().empty()) return layout::Blank();
  const auto& baseline = *figures->baselines().rbegin();
  if (!baseline.has_value()) return layout::Blank();
  return layout::From(layout::InPeriod(layout::Number(baseline.value()), YearText(baseline.year())),
                      baseline.name());
}

Cell ActualCell(const std::optional<ObservationView>& actual) {
  if (!actual) return layout::Missing(sheaf::v1::NOT_REPORTED);
  return layout::From(layout::InPeriod(layout::Number(*actual->value), actual->period),
                      actual->name);
}

Cell TargetCell(const Target* target) {
  if (target == nullptr) return layout::Blank();
  Cell cell = target->has_value() ? layout::Number(target->value())
                                  : layout::Missing(sheaf::v1::NOT_AVAILABLE);
  return layout::From(layout::InPeriod(std::move(cell), YearText(target->year())), target->name());
}

// What a head of the secretariat is asked about: what came of the work, not what was put out.
bool IsShown(const KpiDefinition& kpi) {
  return kpi.level() == sheaf::v1::OUTCOME || kpi.level() == sheaf::v1::IMPACT;
}

void AddOutcomes(const Dataset& data, const std::vector<const KpiDefinition*>& kpis,
                 Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Outcomes and impacts"));
  table.Column("kpi", "KPI")
      .Column("unit", "Unit")
      .NumberColumn("baseline", "Baseline")
      .NumberColumn("actual", "Latest actual")
      .NumberColumn("target", "Target")
      .Column("edition", "Source");
  for (const KpiDefinition* kpi : kpis) {
    if (!IsShown(*kpi)) continue;
    const std::optional<ObservationView> actual = LatestActual(data, *kpi);
    table.Row({layout::Text(kpi->title() + " (" + kpi->code() + ")"), layout::Text(kpi->unit()),
               BaselineCell(data, *kpi), ActualCell(actual), TargetCell(TargetInForce(data, *kpi)),
               actual ? layout::Text(actual->edition) : layout::Blank()});
  }
}

}  // namespace

Section LayOutKpiStanding(const Dataset& data, const plugin::Vocabulary& words) {
  Section section = layout::MakeSection("scorecard-kpis", "KPIs", "transport");
  const std::vector<const KpiDefinition*> kpis = RecordedKpis(words);
  const auto number = static_cast<int64_t>(kpis.size());
  const auto with_data = std::count_if(
      kpis.begin(), kpis.end(), [&](const KpiDefinition* kpi) { return HasData(data, *kpi); });
  const auto with_target = std::count_if(
      kpis.begin(), kpis.end(), [&](const KpiDefinition* kpi) { return HasTarget(data, *kpi); });
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(&section);
  layout::AddKeyFigure(figures, "KPIs with data", layout::Share(with_data, number),
                       "of those reported, not computed");
  layout::AddKeyFigure(figures, "KPIs with a target", layout::Share(with_target, number),
                       "with a value, not just a year");
  layout::AddParagraph(
      &section,
      "Verdicts, further editions, and the KPIs that are computed from the lines are in the "
      "progress report.");
  AddOutcomes(data, kpis, &section);
  return section;
}

}  // namespace sheaf::transport
