// The overview: all sectors and plans side by side.
#include "plugins/sdk/layout.h"
#include "server/reports/class_tables.h"
#include "server/reports/kpi_tables.h"
#include "server/reports/layouts.h"
#include "server/reports/shared_sections.h"

namespace sheaf::reports {
namespace {

constexpr Lengths kOverviewLengths = {.lines_of_a_list = 10, .findings_of_a_rule = 10};

KpiCoverage CoverageOf(const Material& material) {
  KpiCoverage coverage;
  for (const Part& part : material.parts) coverage += part.coverage;
  return coverage;
}

void AddSummary(const Material& material, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("summary", "At a glance", "");
  v1::KeyFigures* figures = layout::AddKeyFigures(section);
  AddLineFigures(material, figures);
  const KpiCoverage coverage = CoverageOf(material);
  layout::AddKeyFigure(figures, "KPIs with data", layout::Share(coverage.with_data, coverage.kpis));
  layout::AddKeyFigure(figures, "KPIs with a target",
                       layout::Share(coverage.with_target, coverage.kpis));
}

void AddSectors(const Material& material, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("side-by-side", "Sectors side by side", "");
  AddSideBySide(material, section);
  if (material.totals.counted_elsewhere > 0) {
    layout::AddParagraph(section,
                         "Lines of shared initiatives are counted once, in the plan that owns the "
                         "count; elsewhere they are in no total (shared-v1).");
  }
}

}  // namespace

absl::StatusOr<v1::Document> LayOutOverview(const Material& material) {
  v1::Document document;
  document.set_title("Overview of the sectoral work plans");
  document.set_subtitle("All sectors and plans, each line counted once");
  document.set_format("overview");
  AddSummary(material, &document);
  AddSectors(material, &document);
  for (const Part& part : material.parts) {
    if (part.rules == nullptr) continue;
    v1::Section* section = document.add_sections();
    *section = layout::MakeSection("kpis-" + part.sector, "KPIs: " + part.title, part.sector);
    AddKpis(part, WhichKpis::kTelling, section);
  }
  for (const Part& part : material.parts) AddHighlights(part, &document);
  AddMemberStateSection(material, &document);
  AddTimelinessSections(material, kOverviewLengths, &document);
  AddFindingsSection(material, kOverviewLengths, &document);
  return document;
}

}  // namespace sheaf::reports
