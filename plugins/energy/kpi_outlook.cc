#include "plugins/energy/kpi_outlook.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

#include "plugins/energy/outlook.h"
#include "plugins/sdk/kpi_reading.h"
#include "plugins/sdk/layout.h"
#include "proto/values/number.h"

namespace sheaf::energy {
namespace {

using plugin::Facts;
using plugin::ObservationView;
using sheaf::v1::Cell;
using sheaf::v1::Section;
using sheaf::v1::Target;

Cell YearCell(int year) {
  if (year == 0) return layout::Text("not stated");
  return layout::Date(std::to_string(year));
}

Cell ValueCell(const std::optional<YearValue>& figure) {
  if (!figure) return layout::Missing(sheaf::v1::NOT_REPORTED);
  return layout::From(layout::Number(figure->value), figure->record);
}

Cell YearCellOf(const std::optional<YearValue>& figure) {
  return figure ? YearCell(figure->year) : layout::Blank();
}

// Signed, so that it sorts and adds up in a spreadsheet; the tone says the same.
Cell GapCell(const Outlook& outlook, const std::optional<YearValue>& held) {
  if (!held || !outlook.target) return layout::Missing(sheaf::v1::NOT_REPORTED);
  const double beyond = BeyondTarget(outlook, held->value);
  const int decimals = DecimalsOf(held->value, outlook.target->value);
  return layout::WithTone(layout::Number(beyond, "", decimals),
                          beyond < 0 ? sheaf::v1::BAD : sheaf::v1::GOOD);
}

void AddSummaryRow(const Outlook& outlook, const EditionOutlook& edition,
                   layout::TableLayout* table) {
  const std::optional<YearValue> held = HeldAgainstTarget(outlook, edition);
  Cell target = ValueCell(outlook.target);
  if (outlook.aspirational) {
    target = layout::WithNote(target, table->Note("An aspiration that binds nobody."));
  }
  Cell title = layout::Text(outlook.kpi->title() + " (" + outlook.kpi->code() + ")");
  if (outlook.disagreement) {
    title =
        layout::WithNote(title, table->Note("The editions disagree; see the section of the KPI."));
  }
  Cell edition_cell =
      edition.edition.empty() ? layout::Blank() : layout::Text(std::string(edition.edition));
  table->Row({title, layout::Text(outlook.kpi->unit()), edition_cell, ValueCell(edition.actual),
              YearCellOf(edition.actual), ValueCell(edition.forecast), YearCellOf(edition.forecast),
              target, YearCellOf(outlook.target), GapCell(outlook, held)});
}

Section LayOutSummary(const std::vector<Outlook>& outlooks) {
  Section section = layout::MakeSection("kpi-outlook", "KPI outlook", "energy");
  if (outlooks.empty()) {
    layout::AddParagraph(&section, "No target is on record for any KPI.");
    return section;
  }
  layout::AddParagraph(
      &section,
      "One row a KPI and edition. The last column holds the forecast for the target year against "
      "the target, or the latest actual where there is no such forecast, in the unit of the KPI: "
      "below zero it falls short. The verdicts are in the progress report.");
  layout::TableLayout table(layout::AddTable(&section, "KPIs with a target"));
  table.Column("kpi", "KPI")
      .Column("unit", "Unit")
      .Column("edition", "Edition")
      .NumberColumn("actual", "Latest actual")
      .Column("actual_year", "Year")
      .NumberColumn("forecast", "Forecast")
      .Column("forecast_year", "Year")
      .NumberColumn("target", "Target")
      .Column("target_year", "By")
      .NumberColumn("beyond_target", "Against target");
  for (const Outlook& outlook : outlooks) {
    for (const EditionOutlook& edition : outlook.editions) AddSummaryRow(outlook, edition, &table);
    if (outlook.editions.empty()) AddSummaryRow(outlook, {}, &table);
  }
  return section;
}

bool IsSuperseded(const plugin::v1::KpiFigures& figures, int index) {
  for (int later = index + 1; later < figures.targets_size(); ++later) {
    const Target& other = figures.targets(later);
    if (other.has_value() && other.year() == figures.targets(index).year()) return true;
  }
  return false;
}

void AddTargets(const plugin::v1::KpiFigures& figures, const std::string& unit, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Targets, in the order of their versions"));
  table.Column("version", "Version")
      .Column("year", "By")
      .NumberColumn("value", "Target", unit)
      .Column("standing", "Standing")
      .Column("nature", "Nature");
  for (int i = 0; i < figures.targets_size(); ++i) {
    const Target& target = figures.targets(i);
    Cell value =
        target.has_value()
            ? layout::From(layout::Number(target.value()), target.name())
            : layout::WithNote(layout::Missing(sheaf::v1::NOT_AVAILABLE),
                               table.Note("A target is stated for the year, but not its value."));
    table.Row({layout::Text(std::to_string(i + 1)), YearCell(target.year()), value,
               layout::Text(IsSuperseded(figures, i) ? "Superseded" : "In force"),
               layout::Text(target.aspirational() ? "Aspirational" : "Set")});
  }
}

Cell ObservedCell(const ObservationView& observation) {
  if (!observation.value) return layout::Missing(observation.missing);
  return layout::From(layout::Number(*observation.value), observation.name);
}

// By edition, then by period.
std::vector<ObservationView> RegionalOf(const Facts& facts, const Outlook& outlook) {
  std::vector<ObservationView> observations = facts.data().ObservationsOf(outlook.kpi->code());
  std::erase_if(observations, [](const auto& o) { return !o.member_state.empty(); });
  std::stable_sort(observations.begin(), observations.end(), [](const auto& a, const auto& b) {
    return std::pair(a.edition, a.period) < std::pair(b.edition, b.period);
  });
  return observations;
}

void AddValues(const Facts& facts, const Outlook& outlook, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Values, by edition"));
  table.Column("edition", "Edition")
      .Column("period", "Period")
      .Column("kind", "Kind")
      .NumberColumn("value", "Value", outlook.kpi->unit())
      .NumberColumn("beyond_target", "Against target", outlook.kpi->unit());
  for (const ObservationView& observation : RegionalOf(facts, outlook)) {
    std::optional<YearValue> held;
    if (observation.value) held = YearValue{*observation.value, 0, ""};
    table.Row({layout::Text(observation.edition),
               observation.period.empty() ? layout::Missing(sheaf::v1::NOT_AVAILABLE)
                                          : layout::Date(observation.period),
               layout::Text(plugin::TitleOf(observation.kind)), ObservedCell(observation),
               GapCell(outlook, held)});
  }
}

// Draws one series over the chart's labels.
class Drawing {
 public:
  Drawing(sheaf::v1::Chart* chart, std::set<std::string> years)
      : chart_(chart), years_(years.begin(), years.end()) {
    for (const std::string& year : years_) chart_->add_labels(year);
  }

  void Add(std::string_view title, bool projected, const std::map<std::string, double>& values) {
    if (values.empty()) return;
    sheaf::v1::Series* series = chart_->add_series();
    series->set_title(std::string(title));
    series->set_projected(projected);
    for (const std::string& year : years_) {
      const auto value = values.find(year);
      sheaf::v1::Point* point = series->add_points();
      if (value != values.end()) point->set_value(value->second);
    }
  }

 private:
  sheaf::v1::Chart* chart_;
  const std::vector<std::string> years_;
};

using ByYear = std::map<std::string, double>;

void AddChart(const Facts& facts, const Outlook& outlook, Section* section) {
  std::map<std::string, ByYear> actual, forecast;
  std::set<std::string> years;
  for (const ObservationView& observation : RegionalOf(facts, outlook)) {
    if (!observation.value || observation.period.empty()) continue;
    auto& series = observation.kind == sheaf::v1::FORECAST ? forecast : actual;
    series[std::string(observation.edition)][std::string(observation.period)] = *observation.value;
    years.insert(std::string(observation.period));
  }
  ByYear targets;
  for (const Target& target : facts.data().FiguresOf(outlook.kpi->code())->targets()) {
    if (target.has_value() && target.year() != 0) {
      targets[std::to_string(target.year())] = target.value();
    }
  }
  for (const auto& [year, value] : targets) years.insert(year);
  if (years.size() < 2) return;
  Drawing drawing(layout::AddChart(section, sheaf::v1::Chart::LINES, outlook.kpi->title(), "Year",
                                   outlook.kpi->unit()),
                  years);
  for (const auto& [edition, values] : actual) drawing.Add(edition, false, values);
  for (const auto& [edition, values] : forecast) drawing.Add(edition + ", forecast", true, values);
  drawing.Add("Target in force", true, targets);
}

std::string LowerCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return text;
}

Section LayOutKpi(const Facts& facts, const Outlook& outlook) {
  const sheaf::v1::KpiDefinition& kpi = *outlook.kpi;
  Section section = layout::MakeSection("kpi-outlook-" + LowerCase(kpi.code()),
                                        kpi.title() + " (" + kpi.code() + ")", "energy");
  layout::AddParagraph(&section, kpi.description());
  if (outlook.disagreement) {
    layout::AddParagraph(&section, "The editions disagree: " + Describe(*outlook.disagreement) +
                                       " Both stay on record, each with its edition; ask " +
                                       kpi.owner() + " which one holds.");
  }
  AddTargets(*facts.data().FiguresOf(kpi.code()), kpi.unit(), &section);
  if (outlook.editions.empty()) {
    layout::AddParagraph(&section, "No value is on record.");
    return section;
  }
  AddValues(facts, outlook, &section);
  AddChart(facts, outlook, &section);
  return section;
}

}  // namespace

std::vector<Section> LayOutKpiOutlook(const Facts& facts) {
  const std::vector<Outlook> outlooks = OutlooksOf(facts);
  std::vector<Section> sections = {LayOutSummary(outlooks)};
  for (const Outlook& outlook : outlooks) sections.push_back(LayOutKpi(facts, outlook));
  return sections;
}

}  // namespace sheaf::energy
