#include "server/reports/kpi_tables.h"

#include <string>
#include <utility>
#include <vector>

#include "plugins/sdk/layout.h"
#include "proto/values/number.h"
#include "server/reports/kpi_cells.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

std::string PaceText(const Verdict& verdict) {
  if (!verdict.pace) return "";
  return std::string(TitleOf(verdict.pace->rating)) + ", " + FormatFixed(verdict.pace->ratio, 2) +
         " (" + std::string(kPaceRule) + ")";
}

void KpiRow(const KpiSheet& sheet, const Verdict& verdict, TableLayout* table) {
  const v1::KpiDefinition& kpi = *sheet.definition;
  const KpiPoint* latest = verdict.latest;
  const KpiPoint* forecast = verdict.forecast;
  table->Row({layout::From(layout::Text(kpi.code()), sheet.name), layout::Text(kpi.title()),
              layout::WithTone(layout::Text(verdict.text), ToneOf(verdict.kind)),
              layout::Text(kpi.unit()), BaselineCell(sheet), TargetCell(sheet, verdict, table),
              latest != nullptr ? ActualCell(sheet, *latest, table) : NoActual(sheet, table),
              forecast != nullptr ? NumberFrom(forecast->value, forecast->record, forecast->period)
                                  : layout::Blank(),
              layout::Text(PaceText(verdict)),
              layout::Text(latest != nullptr ? EditionText(*latest) : ""),
              layout::Text(TitleOf(kpi.availability()))});
}

// A further value of the KPI in the row above.
void ValueRow(const KpiSheet& sheet, const KpiPoint& point, std::string_view what,
              TableLayout* table) {
  const v1::Cell blank = layout::Blank();
  table->Row(
      {layout::Text(sheet.definition->code()), layout::Text(what), blank, blank, blank, blank,
       ActualCell(sheet, point, table), blank, blank, layout::Text(EditionText(point)), blank},
      v1::ROW_ROLE_UNSPECIFIED, 1);
}

void KpiRows(const KpiSheet& sheet, const Verdict& verdict, TableLayout* table) {
  KpiRow(sheet, verdict, table);
  if (verdict.previous != nullptr) {
    ValueRow(sheet, *verdict.previous, "the actual before", table);
  }
  for (const KpiEdition& edition : sheet.editions) {
    if (&edition == verdict.edition) continue;
    ValueRow(sheet, edition.points.back(), "by another edition", table);
  }
}

bool IsTelling(const KpiSheet& sheet, const Verdict& verdict) {
  return sheet.HasTarget() || sheet.editions.size() > 1 ||
         verdict.kind != VerdictKind::kNotAssessable;
}

void AddColumns(TableLayout* table) {
  // The verdict stands where it is read first: a narrow window cuts the end of a row.
  table->Column("code", "KPI").Column("title", "Title").Column("verdict", "Verdict");
  table->Column("unit", "Unit");
  table->NumberColumn("baseline", "Baseline").NumberColumn("target", "Target");
  table->NumberColumn("actual", "Latest actual").NumberColumn("forecast", "Forecast");
  table->Column("pace", "Pace").Column("edition", "Edition");
  table->Column("availability", "Data");
}

std::string CoverageText(const KpiCoverage& coverage) {
  const std::string all = std::to_string(coverage.kpis);
  return std::to_string(coverage.with_data) + " of " + all + " KPIs have data, " +
         std::to_string(coverage.with_target) + " of " + all + " have a target, " +
         std::to_string(coverage.with_both) + " have both.";
}

}  // namespace

void AddKpis(const Part& part, WhichKpis which, v1::Section* section) {
  if (part.sheets.empty()) {
    layout::AddParagraph(section, "The sector declares no KPI.");
    return;
  }
  layout::AddParagraph(section, CoverageText(part.coverage));
  std::vector<size_t> shown;
  for (size_t i = 0; i < part.sheets.size(); ++i) {
    if (which == WhichKpis::kAll || IsTelling(part.sheets[i], part.verdicts[i])) shown.push_back(i);
  }
  if (!shown.empty()) {
    TableLayout table(layout::AddTable(section, "KPIs: " + part.title));
    AddColumns(&table);
    for (const size_t i : shown) KpiRows(part.sheets[i], part.verdicts[i], &table);
  }
  const size_t left_out = part.sheets.size() - shown.size();
  if (left_out == 0) return;
  layout::AddParagraph(section,
                       std::to_string(left_out) +
                           " KPIs without a target and without a verdict are left out here; "
                           "the sector's progress report has all.");
}

}  // namespace sheaf::reports
