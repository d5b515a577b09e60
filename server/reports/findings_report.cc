// Findings: all that the rules have noticed, and nothing else.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "plugins/sdk/layout.h"
#include "server/reports/layouts.h"
#include "server/reports/shared_sections.h"

namespace sheaf::reports {
namespace {

// Of one rule, so many are listed of a plan or sector; the rest is counted.
constexpr size_t kMostOfARule = 500;

struct Grade {
  v1::Severity severity;
  std::string_view id, title;
};

constexpr std::array kGrades = {Grade{v1::ERROR, "errors", "Errors: figures that cannot be right"},
                                Grade{v1::WARNING, "warnings", "Warnings: someone should look"},
                                Grade{v1::NOTE, "notes", "Notes: worth knowing"}};

int64_t CountOf(const std::vector<v1::Finding>& found, v1::Severity severity) {
  return std::count_if(found.begin(), found.end(),
                       [&](const v1::Finding& finding) { return finding.severity() == severity; });
}

void AddSummary(const std::vector<v1::Finding>& found, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("summary", "At a glance", document->sector());
  v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(figures, "Errors", layout::Count(CountOf(found, v1::ERROR)));
  layout::AddKeyFigure(figures, "Warnings", layout::Count(CountOf(found, v1::WARNING)));
  layout::AddKeyFigure(figures, "Notes", layout::Count(CountOf(found, v1::NOTE)));
  if (found.empty()) layout::AddParagraph(section, "Nothing was noticed.");
}

}  // namespace

absl::StatusOr<v1::Document> LayOutFindings(const Material& material) {
  v1::Document document;
  if (material.of_sector) document = DocumentOf(material.parts.front(), "findings", "findings");
  if (!material.of_sector) document.set_title("Findings");
  document.set_subtitle("What the rules have noticed in the records");
  document.set_format("findings");
  std::vector<v1::Finding> found = FindAll(material, kMostOfARule);
  AddSummary(found, &document);
  for (const Grade& grade : kGrades) {
    if (CountOf(found, grade.severity) == 0) continue;
    v1::Section* section = document.add_sections();
    *section = layout::MakeSection(grade.id, grade.title, document.sector());
    v1::Findings* findings = layout::AddFindings(section);
    for (const v1::Finding& finding : found) {
      if (finding.severity() == grade.severity) *findings->add_findings() = finding;
    }
  }
  return document;
}

}  // namespace sheaf::reports
