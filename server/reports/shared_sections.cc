#include "server/reports/shared_sections.h"

#include <utility>

#include "plugins/sdk/layout.h"
#include "server/reports/class_tables.h"
#include "server/reports/line_findings.h"
#include "server/reports/line_tables.h"
#include "server/reports/producers.h"

namespace sheaf::reports {
namespace {

void AddPluginFindings(const Part& part, FindingList* findings) {
  if (part.answer.evaluation == nullptr) return;
  findings->About(part.title, part.sector);
  for (const v1::Finding& finding : part.answer.evaluation->findings) {
    findings->Add(finding.rule(), finding.severity(), finding.text(),
                  {finding.records().begin(), finding.records().end()});
  }
}

int64_t UndatedOf(const Material& material) {
  int64_t undated = 0;
  for (const Part& part : material.parts) {
    for (const PlanAssessment& plan : part.plans) undated += plan.undated;
  }
  return undated;
}

}  // namespace

void AddMemberStateSection(const Material& material, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("member-states", "By member state", document->sector());
  layout::AddParagraph(section, std::to_string(material.membership->codes().size()) +
                                    " member states on " + material.effective.ToString() + ".");
  AddMemberStates(material.totals, *material.membership, section);
}

void AddTimelinessSections(const Material& material, const Lengths& lengths,
                           v1::Document* document) {
  v1::Section* overdue = document->add_sections();
  *overdue = layout::MakeSection("overdue", "Overdue lines", document->sector());
  AddOverdue(material, lengths.lines_of_a_list, overdue);
  v1::Section* stale = document->add_sections();
  *stale = layout::MakeSection("stale", "Stale lines", document->sector());
  AddStale(material, lengths.lines_of_a_list, stale);
  if (const int64_t undated = UndatedOf(material); undated > 0) {
    layout::AddParagraph(stale, std::to_string(undated) +
                                    " open lines have only undated words: whether they are stale, "
                                    "nobody can say.");
  }
}

void AddHighlights(const Part& part, v1::Document* document) {
  if (part.rules == nullptr) return;
  const v1::ReportFormat* format = HighlightsOf(part);
  if (part.answer.evaluation == nullptr) {
    v1::Section* section = document->add_sections();
    *section = layout::MakeSection(part.sector + "-highlights",
                                   format == nullptr ? part.title + ": computed by the plugin"
                                                     : part.title + ": " + format->title(),
                                   part.sector);
    section->set_unavailable(part.answer.unavailable);
    return;
  }
  for (const v1::Section& own : part.answer.evaluation->sections) {
    v1::Section* section = document->add_sections();
    *section = own;
    section->set_id(part.sector + "-" + own.id());
    section->set_title(part.title + ": " + own.title());
    section->set_sector(part.sector);
    AddNewerCode(part, section);
  }
}

std::vector<v1::Finding> FindAll(const Material& material, size_t most_of_a_rule) {
  FindingList findings(most_of_a_rule);
  for (const Part& part : material.parts) {
    for (const PlanAssessment& plan : part.plans) {
      FindInLines(*material.view, plan, material.effective, &findings);
    }
    findings.About(part.title, part.sector);
    FindInKpis(part.sheets, part.verdicts, part.totals.counts.Counted(), &findings);
    AddPluginFindings(part, &findings);
  }
  FindShared(material.shared, &findings);
  return findings.Take();
}

void AddFindingsSection(const Material& material, const Lengths& lengths, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("findings", "Findings", document->sector());
  std::vector<v1::Finding> found = FindAll(material, lengths.findings_of_a_rule);
  if (found.empty()) {
    layout::AddParagraph(section, "Nothing was noticed.");
    return;
  }
  v1::Findings* findings = layout::AddFindings(section);
  for (v1::Finding& finding : found) *findings->add_findings() = std::move(finding);
}

}  // namespace sheaf::reports
