#include "plugins/transport/network_growth.h"

#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "plugins/sdk/formulas/growth.h"
#include "plugins/sdk/kpi_reading.h"
#include "plugins/sdk/layout.h"
#include "plugins/sdk/result_cell.h"

namespace sheaf::transport {
namespace {

using formulas::Point;
using formulas::Result;
using plugin::Facts;
using plugin::ObservationView;
using sheaf::v1::Cell;
using sheaf::v1::Section;

// A KPI for the extent of a network, and the one for its published yearly growth.
struct Network {
  std::string_view extent;
  std::string_view growth;  // "" for none
};
constexpr std::array<Network, 3> kNetworks = {{
    {"TR-K-01", "TR-K-02"},
    {"TR-K-03", "TR-K-04"},
    {"TR-K-11", ""},
}};

Cell ObservedCell(const std::optional<ObservationView>& observation) {
  if (!observation) return layout::Missing(sheaf::v1::NOT_REPORTED);
  return layout::From(layout::InPeriod(layout::Number(*observation->value), observation->period),
                      observation->name);
}

const sheaf::v1::Baseline* BaselineOf(const Facts& facts, std::string_view kpi) {
  const plugin::v1::KpiFigures* figures = facts.data().FiguresOf(kpi);
  if (figures == nullptr || figures->baselines().empty()) return nullptr;
  const sheaf::v1::Baseline& last = *figures->baselines().rbegin();
  return last.has_value() && last.year() != 0 ? &last : nullptr;
}

Cell BaselineCell(const sheaf::v1::Baseline* baseline) {
  if (baseline == nullptr) return layout::Blank();
  return layout::From(
      layout::InPeriod(layout::Number(baseline->value()), std::to_string(baseline->year())),
      baseline->name());
}

Result GrowthOf(const sheaf::v1::Baseline* baseline, const std::optional<ObservationView>& latest) {
  if (baseline == nullptr) return Result::Missing("no baseline with a year is on record");
  if (!latest || latest->period.size() < 4) {
    return Result::Missing("no value with a year is on record");
  }
  const double year = std::atoi(std::string(latest->period.substr(0, 4)).c_str());
  return formulas::CompoundYearlyGrowth(
      Point{baseline->value(), static_cast<double>(baseline->year())}, Point{*latest->value, year});
}

void AddNetwork(const Facts& facts, const Network& network, layout::TableLayout* table) {
  const sheaf::v1::KpiDefinition* kpi = facts.words().Kpi(network.extent);
  if (kpi == nullptr) return;
  const std::optional<ObservationView> latest = plugin::LatestValue(facts, network.extent);
  const sheaf::v1::Baseline* baseline = BaselineOf(facts, network.extent);
  table->Row({layout::Text(plugin::Label(*kpi)), layout::Text(kpi->unit()), BaselineCell(baseline),
              ObservedCell(latest), plugin::ResultCell(GrowthOf(baseline, latest), 2, table),
              network.growth.empty() ? layout::Blank()
                                     : ObservedCell(plugin::LatestValue(facts, network.growth))});
}

}  // namespace

Section LayOutNetworkGrowth(const Facts& facts) {
  Section section = layout::MakeSection("network-growth", "Networks as a whole", "transport");
  layout::AddParagraph(
      &section,
      "From the KPIs. Computed growth is the compound yearly rate from the "
      "baseline to the latest value; published growth stands beside it as printed, "
      "rounded as it is and of lower bounds where it says so.");
  layout::TableLayout table(layout::AddTable(&section, "Extent and growth"));
  table.Column("kpi", "KPI")
      .Column("unit", "Unit")
      .NumberColumn("baseline", "Baseline")
      .NumberColumn("latest", "Latest")
      .NumberColumn("computed", "Computed growth", "% a year")
      .NumberColumn("published", "Published growth", "% a year");
  for (const Network& network : kNetworks) AddNetwork(facts, network, &table);
  return section;
}

}  // namespace sheaf::transport
