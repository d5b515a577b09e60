#include "plugins/faf/results.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "plugins/sdk/kpi_reading.h"
#include "plugins/sdk/kpi_register.h"
#include "plugins/sdk/layout.h"

namespace sheaf::faf {
namespace {

using layout::TableLayout;
using plugin::Facts;
using sheaf::v1::KpiDefinition;
using sheaf::v1::Section;

// Numbers 254 to 256 of the register of approved KPIs: one result chain, from what is done to what
// comes of it.
constexpr std::string_view kHalalAndSps[] = {"FA-K-254", "FA-K-255", "FA-K-256"};

Section LayOutHalalAndSps(const Facts& facts) {
  Section section = layout::MakeSection("halal-and-sps", "Halal food and sanitary measures", "faf");
  layout::AddParagraph(
      &section,
      "Three approved KPIs make one chain: the cooperation that takes place (output), the products "
      "whose sanitary and phytosanitary (SPS) measures are harmonised by it (outcome), and the "
      "trade that comes of it (impact). Each is shown on its level; none replaces another.");
  TableLayout table(layout::AddTable(&section, "From output to impact"));
  table.Column("level", "Level")
      .Column("kpi", "KPI")
      .NumberColumn("value", "Latest value")
      .Column("unit", "Unit")
      .Column("meaning", "What it measures");
  for (const std::string_view code : kHalalAndSps) {
    const KpiDefinition* kpi = facts.words().Kpi(code);
    if (kpi == nullptr) continue;
    table.Row({layout::Text(plugin::TitleOf(kpi->level())), layout::Text(plugin::Label(*kpi)),
               plugin::LatestValueCell(facts, *kpi, &table), layout::Text(kpi->unit()),
               layout::Text(kpi->description())});
  }
  return section;
}

std::vector<const KpiDefinition*> ProxiesOf(const plugin::Vocabulary& words) {
  std::vector<const KpiDefinition*> proxies;
  for (const KpiDefinition& kpi : words.manifest().kpis()) {
    if (!kpi.stands_in_for().empty()) proxies.push_back(&kpi);
  }
  return proxies;
}

Section LayOutProxies(const Facts& facts) {
  Section section = layout::MakeSection("proxies", "Proxies and what they stand for", "faf");
  layout::AddParagraph(&section,
                       "A proxy is shown beside the KPI that it stands for and never in its place: "
                       "the two have different units, and a change of one is no change of the "
                       "other.");
  TableLayout table(layout::AddTable(&section, "KPIs, and what stands in for them"));
  table.Column("kpi", "KPI")
      .NumberColumn("value", "Its own value")
      .Column("unit", "Unit")
      .Column("proxy", "Proxy")
      .NumberColumn("proxy_value", "Value of the proxy")
      .Column("proxy_unit", "Its unit")
      .Column("meaning", "What the proxy says");
  for (const KpiDefinition* proxy : ProxiesOf(facts.words())) {
    const KpiDefinition* kpi = facts.words().Kpi(proxy->stands_in_for());
    if (kpi == nullptr) continue;
    table.Row({layout::Text(plugin::Label(*kpi)), plugin::LatestValueCell(facts, *kpi, &table),
               layout::Text(kpi->unit()), layout::Text(plugin::Label(*proxy)),
               plugin::LatestValueCell(facts, *proxy, &table), layout::Text(proxy->unit()),
               layout::Text(proxy->description())});
  }
  return section;
}

}  // namespace

std::vector<Section> LayOutResults(const Facts& facts,
                                   const std::vector<plugin::v1::KpiValue>& computed) {
  std::vector<Section> sections = {LayOutHalalAndSps(facts), LayOutProxies(facts)};
  for (Section& part : plugin::LayOutKpiRegister(facts, computed)) {
    sections.push_back(std::move(part));
  }
  return sections;
}

}  // namespace sheaf::faf
