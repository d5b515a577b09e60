// The progress report of one sector, and the formats of its plugin.
#include "plugins/sdk/layout.h"
#include "server/reports/class_tables.h"
#include "server/reports/headline.h"
#include "server/reports/kpi_tables.h"
#include "server/reports/layouts.h"
#include "server/reports/line_tables.h"
#include "server/reports/producers.h"
#include "server/reports/rules.h"
#include "server/reports/shared_sections.h"

namespace sheaf::reports {
namespace {

constexpr Lengths kProgressLengths = {.lines_of_a_list = 200, .findings_of_a_rule = 100};
constexpr int32_t kMostLines = 1000;

void AddSummary(const Material& material, const Part& part, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("summary", "At a glance", part.sector);
  v1::KeyFigures* figures = layout::AddKeyFigures(section);
  AddLineFigures(material, figures);
  layout::AddKeyFigure(figures, "Counted elsewhere",
                       layout::Count(material.totals.counted_elsewhere));
  layout::AddKeyFigure(figures, "KPIs with data",
                       layout::Share(part.coverage.with_data, part.coverage.kpis));
  layout::AddKeyFigure(figures, "KPIs with a target",
                       layout::Share(part.coverage.with_target, part.coverage.kpis));
}

// The classes of each plan's top headings, as a picture.
void AddClassChart(const Part& part, v1::Section* section) {
  v1::Chart* chart = layout::AddChart(section, v1::Chart::BARS, "Counted lines by class", "Class",
                                      "Counted lines");
  chart->set_unit("lines");
  v1::Series* series = chart->add_series();
  series->set_title(part.title);
  for (const v1::HeadlineClass headline : kHeadlineClasses) {
    chart->add_labels(std::string(TitleOf(headline)));
    series->add_points()->set_value(static_cast<double>(part.totals.counts.Of(headline)));
  }
}

void AddBranchSection(const Material& material, const Part& part, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("branches", "Lines by branch of the plan", part.sector);
  AddClassChart(part, section);
  for (const PlanAssessment& plan : part.plans) AddBranches(material, plan, section);
  if (part.plans.empty()) layout::AddParagraph(section, "The sector has no plan yet.");
}

void AddLineSection(const Material& material, const Part& part, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("lines", "All lines", part.sector);
  for (const PlanAssessment& plan : part.plans) {
    AddLines(*material.view, plan, kMostLines, section);
  }
}

}  // namespace

v1::Document DocumentOf(const Part& part, std::string_view format, std::string_view title) {
  v1::Document document;
  document.set_title(part.title + ": " + std::string(title));
  document.set_sector(part.sector);
  document.set_format(std::string(format));
  if (part.rules != nullptr) document.set_subtitle(part.rules->manifest().plan_title());
  return document;
}

absl::StatusOr<v1::Document> LayOutProgress(const Material& material) {
  const Part& part = material.parts.front();
  v1::Document document = DocumentOf(part, "progress", "progress");
  AddSummary(material, part, &document);
  AddBranchSection(material, part, &document);
  AddHighlights(part, &document);
  v1::Section* kpis = document.add_sections();
  *kpis = layout::MakeSection("kpis", "KPIs", part.sector);
  AddKpis(part, WhichKpis::kAll, kpis);
  AddMemberStateSection(material, &document);
  AddTimelinessSections(material, kProgressLengths, &document);
  AddFindingsSection(material, kProgressLengths, &document);
  AddLineSection(material, part, &document);
  return document;
}

v1::Document LayOutFormat(const Part& part, const v1::ReportFormat& format) {
  v1::Document document = DocumentOf(part, format.id(), format.title());
  for (const v1::Section& section : part.answer.evaluation->sections) {
    v1::Section* own = document.add_sections();
    *own = section;
    AddNewerCode(part, own);
  }
  return document;
}

}  // namespace sheaf::reports
