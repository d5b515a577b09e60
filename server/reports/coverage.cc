// Coverage: which KPI has data, for whom, and how old it is. Nothing is added up: a share here is
// of KPIs, and a state's value is said by its year.
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "plugins/sdk/layout.h"
#include "server/reports/known_on.h"
#include "server/reports/kpi_cells.h"
#include "server/reports/layouts.h"
#include "server/reports/period_end.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

constexpr int kOldAfterYears = 3;
constexpr int kMonthsOfAYear = 12;

// The latest that is known of a KPI for one member state.
struct StateValue {
  std::string period;
  PartialDate date;
  v1::MissingReason missing = v1::MISSING_REASON_UNSPECIFIED;
};
// By KPI code, then by member state.
using StateValues = std::map<std::string, std::map<std::string, StateValue>, std::less<>>;

StateValues StateValuesOf(const Material& material, const std::string& sector) {
  StateValues values;
  const model::View& view = *material.view;
  for (const model::ObservationRow& row : view.ObservationsOf(sector, "")) {
    if (row.is_series || row.member_state == 0 || row.kind == v1::FORECAST) continue;
    const std::string period(view.Text(row.period));
    if (!ObservationIsKnownOn(material.effective, period, row.kind)) continue;
    StateValue value{period, EndOf(period), row.missing};
    auto& by_state = values[std::string(view.Text(row.of))];
    const auto [known, is_new] =
        by_state.try_emplace(std::string(view.Text(row.member_state)), value);
    const bool is_better = known->second.missing != v1::MISSING_REASON_UNSPECIFIED &&
                           value.missing == v1::MISSING_REASON_UNSPECIFIED;
    if (!is_new && (is_better || known->second.date.SortsAs(value.date) <= 0)) {
      known->second = std::move(value);
    }
  }
  return values;
}

int MonthsOf(PartialDate date) {
  return date.year() * kMonthsOfAYear + (date.month() == 0 ? kMonthsOfAYear : date.month());
}

// Years from the end of the period to the effective date, to a tenth.
v1::Cell AgeCell(PartialDate end, PartialDate effective) {
  if (!end.stated()) return layout::Blank();
  const int months = std::max(0, MonthsOf(effective) - MonthsOf(end));
  const v1::Cell age = layout::Number(std::round(10.0 * months / kMonthsOfAYear) / 10, "", 1);
  return months >= kOldAfterYears * kMonthsOfAYear ? layout::WithTone(age, v1::CAUTION) : age;
}

v1::Cell StatesCell(const std::map<std::string, StateValue>* values, const Membership& membership) {
  if (values == nullptr) return layout::Blank();
  const auto& codes = membership.codes();
  const auto with = std::count_if(codes.begin(), codes.end(), [&](const std::string& code) {
    const auto found = values->find(code);
    return found != values->end() && found->second.missing == v1::MISSING_REASON_UNSPECIFIED;
  });
  return layout::Share(with, static_cast<int64_t>(codes.size()));
}

std::string_view LevelTitle(v1::KpiLevel level) {
  switch (level) {
    case v1::OUTPUT:
      return "Output";
    case v1::OUTCOME:
      return "Outcome";
    case v1::IMPACT:
      return "Impact";
    default:
      return "Not stated";
  }
}

// The latest actual, or why there is none; what is only foreseen counts as data, and is told.
v1::Cell LatestCell(const KpiSheet& sheet, const KpiPoint* latest, TableLayout* table) {
  if (latest != nullptr) return ActualCell(sheet, *latest, table);
  if (sheet.forecasts.empty()) return NoActual(sheet, table);
  return layout::WithNote(
      layout::Missing(v1::NOT_REPORTED),
      table->Note("Forecasts only: they count as data, and none is an actual."));
}

void AddKpiRows(const Material& material, const Part& part, const StateValues& states,
                TableLayout* table) {
  for (size_t i = 0; i < part.sheets.size(); ++i) {
    const KpiSheet& sheet = part.sheets[i];
    const KpiPoint* latest = part.verdicts[i].latest;
    const auto by_state = states.find(sheet.definition->code());
    table->Row(
        {layout::From(layout::Text(sheet.definition->code()), sheet.name),
         layout::Text(sheet.definition->title()),
         layout::Text(LevelTitle(sheet.definition->level())), LatestCell(sheet, latest, table),
         latest != nullptr ? AgeCell(latest->date, material.effective) : layout::Blank(),
         layout::Count(static_cast<int64_t>(sheet.editions.size())),
         StatesCell(by_state == states.end() ? nullptr : &by_state->second, *material.membership),
         sheet.HasTarget() ? layout::Text("yes")
                           : layout::WithTone(layout::Text("no"), v1::CAUTION),
         layout::Text(TitleOf(sheet.definition->availability()))});
  }
}

void AddKpis(const Material& material, const Part& part, const StateValues& states,
             v1::Section* section) {
  TableLayout table(layout::AddTable(section, "KPIs: " + part.title));
  table.Column("code", "KPI").Column("title", "Title").Column("level", "Level");
  table.NumberColumn("actual", "Latest actual").NumberColumn("age", "Age", "years");
  table.NumberColumn("editions", "Editions").NumberColumn("states", "Member states with a value");
  table.Column("target", "Target").Column("availability", "Data");
  AddKpiRows(material, part, states, &table);
}

v1::Cell PeriodCell(const std::map<std::string, StateValue>& values, const std::string& code) {
  const auto found = values.find(code);
  if (found == values.end()) return layout::Missing(v1::NOT_REPORTED);
  const StateValue& value = found->second;
  if (value.missing != v1::MISSING_REASON_UNSPECIFIED) return layout::Missing(value.missing);
  return layout::Text(value.period.empty() ? "not stated" : value.period);
}

// For whom: the year of the latest value of each member state.
void AddStates(const Material& material, const Part& part, const StateValues& states,
               v1::Section* section) {
  if (states.empty()) {
    layout::AddParagraph(section, "No KPI has a value of a member state.");
    return;
  }
  TableLayout table(layout::AddTable(section, "Latest value by member state: " + part.title));
  table.Column("code", "KPI");
  for (const std::string& code : material.membership->codes()) {
    table.Column(code, code);
  }
  for (const KpiSheet& sheet : part.sheets) {
    const auto found = states.find(sheet.definition->code());
    if (found == states.end()) continue;
    std::vector<v1::Cell> cells = {
        layout::From(layout::Text(sheet.definition->code()), sheet.name)};
    for (const std::string& code : material.membership->codes()) {
      cells.push_back(PeriodCell(found->second, code));
    }
    table.Row(std::move(cells));
  }
}

void AddPart(const Material& material, const Part& part, v1::Document* document) {
  if (part.rules == nullptr) return;
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("kpis-" + part.sector, part.title, part.sector);
  if (part.sheets.empty()) {
    layout::AddParagraph(section, "The sector declares no KPI.");
    return;
  }
  StateValues states = StateValuesOf(material, part.sector);
  // Values may stand under codes that the manifest no longer has.
  std::erase_if(states, [&](const auto& entry) {
    return std::none_of(part.sheets.begin(), part.sheets.end(), [&](const KpiSheet& sheet) {
      return sheet.definition->code() == entry.first;
    });
  });
  AddKpis(material, part, states, section);
  AddStates(material, part, states, section);
}

std::vector<v1::Cell> CoverageCells(std::string_view title, const KpiCoverage& coverage) {
  return {layout::Text(title), layout::Count(coverage.kpis),
          layout::Share(coverage.with_data, coverage.kpis),
          layout::Share(coverage.with_target, coverage.kpis),
          layout::Share(coverage.with_both, coverage.kpis)};
}

void AddSummary(const Material& material, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("summary", "How far the data go", document->sector());
  TableLayout table(layout::AddTable(section, "KPIs with data and with a target"));
  table.Column("sector", "Sector").NumberColumn("kpis", "KPIs");
  table.NumberColumn("with_data", "With data").NumberColumn("with_target", "With a target");
  table.NumberColumn("with_both", "With both");
  KpiCoverage all;
  for (const Part& part : material.parts) {
    if (part.rules == nullptr) continue;
    all += part.coverage;
    table.Row(CoverageCells(part.title, part.coverage));
  }
  table.Row(CoverageCells("All", all), v1::TOTAL);
}

}  // namespace

absl::StatusOr<v1::Document> LayOutCoverage(const Material& material) {
  v1::Document document;
  if (material.of_sector)
    document = DocumentOf(material.parts.front(), "coverage", "data coverage");
  if (!material.of_sector) document.set_title("Data coverage");
  document.set_subtitle("Which KPI has data, for whom, and how old it is");
  document.set_format("coverage");
  AddSummary(material, &document);
  for (const Part& part : material.parts) AddPart(material, part, &document);
  return document;
}

}  // namespace sheaf::reports
