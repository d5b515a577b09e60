// The results map: activities, then the KPIs of outputs, outcomes and impacts, with all that each
// has and why the rest is missing.
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugins/sdk/layout.h"
#include "server/reports/class_tables.h"
#include "server/reports/kpi_cells.h"
#include "server/reports/layouts.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

// More values than these of one KPI have no row; the latest ones have.
constexpr size_t kMostValues = 100;

// Only the headings at the top: how far the activities are is not what this report is for.
constexpr int kTopHeadings = 1;

struct Level {
  v1::KpiLevel level;
  std::string_view id, title, meaning;
};

constexpr std::array kLevels = {
    Level{v1::OUTPUT, "outputs", "Outputs", "What the activities bring forth directly."},
    Level{v1::OUTCOME, "outcomes", "Outcomes", "What changes because of the outputs."},
    Level{v1::IMPACT, "impacts", "Impacts", "What the plan is for in the end."},
    Level{v1::KPI_LEVEL_UNSPECIFIED, "no-level", "Of no declared level",
          "Their definitions do not say whether they are outputs, outcomes or impacts."},
};

// KPIs of one level, by what they have and say.
struct LevelCounts {
  int64_t kpis = 0, with_data = 0, with_target = 0;
  std::map<VerdictKind, int64_t> verdicts;

  void Add(const KpiSheet& sheet, const Verdict& verdict) {
    ++kpis;
    with_data += sheet.HasData() ? 1 : 0;
    with_target += sheet.HasTarget() ? 1 : 0;
    ++verdicts[verdict.kind];
  }
  int64_t Of(VerdictKind kind) const {
    const auto found = verdicts.find(kind);
    return found == verdicts.end() ? 0 : found->second;
  }
};

constexpr VerdictKind kVerdicts[] = {VerdictKind::kMet, VerdictKind::kExpected, VerdictKind::kShort,
                                     VerdictKind::kWrongWay, VerdictKind::kNotAssessable};

std::vector<v1::Cell> LevelCells(std::string_view title, const LevelCounts& counts) {
  std::vector<v1::Cell> cells = {layout::Text(title), layout::Count(counts.kpis),
                                 layout::Share(counts.with_data, counts.kpis),
                                 layout::Share(counts.with_target, counts.kpis)};
  for (const VerdictKind kind : kVerdicts) cells.push_back(layout::Count(counts.Of(kind)));
  return cells;
}

void AddLevels(const Part& part, v1::Section* section) {
  if (part.sheets.empty()) {
    layout::AddParagraph(section, "The sector declares no KPI.");
    return;
  }
  TableLayout table(layout::AddTable(section, "KPIs by level"));
  table.Column("level", "Level").NumberColumn("kpis", "KPIs");
  table.NumberColumn("with_data", "With data").NumberColumn("with_target", "With a target");
  table.NumberColumn("met", "Met").NumberColumn("expected", "Expected to be met");
  table.NumberColumn("short", "Short").NumberColumn("wrong_way", "Moving the wrong way");
  table.NumberColumn("not_assessable", "Not assessable");
  std::map<v1::KpiLevel, LevelCounts> by_level;
  LevelCounts all;
  for (size_t i = 0; i < part.sheets.size(); ++i) {
    by_level[part.sheets[i].definition->level()].Add(part.sheets[i], part.verdicts[i]);
    all.Add(part.sheets[i], part.verdicts[i]);
  }
  for (const Level& level : kLevels) {
    const auto found = by_level.find(level.level);
    if (found != by_level.end()) table.Row(LevelCells(level.title, found->second));
  }
  table.Row(LevelCells("All", all), v1::TOTAL);
}

void AddSummary(const Material& material, const Part& part, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("summary", "From activity to impact", part.sector);
  AddClassFigures(material, layout::AddKeyFigures(section));
  AddLevels(part, section);
  layout::AddParagraph(section,
                       "Lines are the activities. Which activity feeds which KPI is not recorded, "
                       "so the map joins them by level, not one by one. Achievement of activities "
                       "and verdicts on KPIs are different things and are not added up.");
}

void AddActivities(const Material& material, const Part& part, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("activities", "Activities", part.sector);
  for (const PlanAssessment& plan : part.plans) {
    AddBranches(material, plan, section, kTopHeadings);
  }
  if (part.plans.empty()) layout::AddParagraph(section, "The sector has no plan yet.");
}

// The KPIs of a part, and which stand in for which.
class KpiMap {
 public:
  explicit KpiMap(const Part& part) : part_(part) {
    for (size_t i = 0; i < part.sheets.size(); ++i) index_[CodeOf(i)] = i;
    for (size_t i = 0; i < part.sheets.size(); ++i) {
      if (IsProxy(i)) proxies_[part.sheets[i].definition->stands_in_for()].push_back(i);
    }
  }

  // Stands below another KPI of the sector, which is itself no proxy.
  bool IsProxy(size_t kpi) const {
    const auto stood_for = index_.find(part_.sheets[kpi].definition->stands_in_for());
    return stood_for != index_.end() && stood_for->second != kpi &&
           part_.sheets[stood_for->second].definition->stands_in_for().empty();
  }
  std::vector<size_t> ProxiesOf(size_t kpi) const {
    const auto found = proxies_.find(CodeOf(kpi));
    return found == proxies_.end() ? std::vector<size_t>() : found->second;
  }
  std::vector<size_t> OfLevel(v1::KpiLevel level) const {
    std::vector<size_t> kpis;
    for (size_t i = 0; i < part_.sheets.size(); ++i) {
      if (!IsProxy(i) && part_.sheets[i].definition->level() == level) kpis.push_back(i);
    }
    return kpis;
  }
  const KpiSheet& sheet(size_t kpi) const { return part_.sheets[kpi]; }
  const Verdict& verdict(size_t kpi) const { return part_.verdicts[kpi]; }

 private:
  const std::string& CodeOf(size_t kpi) const { return part_.sheets[kpi].definition->code(); }

  const Part& part_;
  std::map<std::string, size_t> index_;
  std::map<std::string, std::vector<size_t>> proxies_;
};

void AddColumns(TableLayout* table) {
  // What a KPI has stands before what is said of it: a narrow window cuts the end of a row.
  table->Column("code", "KPI").Column("title", "Title").NumberColumn("value", "Value");
  table->Column("unit", "Unit").Column("kind", "Kind").NumberColumn("target", "Target");
  table->NumberColumn("baseline", "Baseline").Column("verdict", "Verdict");
  table->Column("edition", "Edition").Column("availability", "Data");
}

// A further value of the KPI in the row above.
void AddValue(const KpiSheet& sheet, const KpiPoint& point, std::string_view what, int depth,
              TableLayout* table) {
  const v1::Cell blank = layout::Blank();
  table->Row(
      {layout::Text(sheet.definition->code()), layout::Text(what), ActualCell(sheet, point, table),
       blank, layout::Text(TitleOf(point.kind)), blank, blank, blank,
       layout::Text(point.edition.empty() ? "not named" : point.edition), blank},
      v1::ROW_ROLE_UNSPECIFIED, depth);
}

// All values but `latest`, with what they are; the forecasts come last.
std::vector<std::pair<const KpiPoint*, std::string_view>> FurtherValues(const KpiSheet& sheet,
                                                                        const KpiPoint* latest) {
  std::vector<std::pair<const KpiPoint*, std::string_view>> values;
  for (const KpiEdition& edition : sheet.editions) {
    for (const KpiPoint& point : edition.points) {
      if (&point != latest) values.emplace_back(&point, "further value");
    }
  }
  for (const KpiClash& clash : sheet.clashes) {
    values.emplace_back(&clash.earlier, "given before for the same period");
  }
  for (const KpiPoint& forecast : sheet.forecasts) values.emplace_back(&forecast, "forecast");
  return values;
}

void AddFurtherValues(const KpiSheet& sheet, const KpiPoint* latest, int depth,
                      TableLayout* table) {
  const auto values = FurtherValues(sheet, latest);
  const size_t skipped = values.size() - std::min(values.size(), kMostValues);
  for (size_t i = skipped; i < values.size(); ++i) {
    AddValue(sheet, *values[i].first, values[i].second, depth, table);
  }
}

void AddTarget(const KpiSheet& sheet, v1::Cell target, int year, std::string_view what, int depth,
               TableLayout* table) {
  const v1::Cell blank = layout::Blank();
  target.set_period(year == 0 ? "" : std::to_string(year));
  table->Row({layout::Text(sheet.definition->code()), layout::Text(what), blank, blank, blank,
              std::move(target), blank, blank, blank, blank},
             v1::ROW_ROLE_UNSPECIFIED, depth);
}

// The targets of other years than `in_force`, and what targets were before they were changed.
void AddFurtherTargets(const KpiSheet& sheet, const KpiTarget* in_force, int depth,
                       TableLayout* table) {
  for (const KpiTarget& target : sheet.targets) {
    const bool shown = &target == in_force;
    if (target.versions.empty() && !shown) {
      AddTarget(sheet, layout::Missing(v1::NOT_AVAILABLE), target.year, "further target", depth,
                table);
    }
    for (size_t i = 0; i < target.versions.size(); ++i) {
      const bool last = i + 1 == target.versions.size();
      if (last && shown) continue;
      AddTarget(sheet, NumberFrom(target.versions[i], last ? target.record : "", ""), target.year,
                last ? "further target" : "target before it was changed", depth, table);
    }
  }
}

void AddKpi(const KpiSheet& sheet, const Verdict& verdict, const std::string& title, int depth,
            TableLayout* table) {
  const v1::KpiDefinition& kpi = *sheet.definition;
  const KpiPoint* latest = verdict.latest;
  const bool named = latest != nullptr && !latest->edition.empty();
  table->Row(
      {layout::From(layout::Text(kpi.code()), sheet.name), layout::Text(title),
       latest != nullptr ? ActualCell(sheet, *latest, table) : NoActual(sheet, table),
       layout::Text(kpi.unit()), layout::Text(latest != nullptr ? TitleOf(latest->kind) : ""),
       TargetCell(sheet, verdict, table), BaselineCell(sheet),
       layout::WithTone(layout::Text(verdict.text), ToneOf(verdict.kind)),
       layout::Text(named               ? std::string_view(latest->edition)
                    : latest != nullptr ? "not named"
                                        : ""),
       layout::Text(TitleOf(kpi.availability()))},
      v1::ROW_ROLE_UNSPECIFIED, depth);
  AddFurtherTargets(sheet, verdict.target, depth + 1, table);
  AddFurtherValues(sheet, latest, depth + 1, table);
}

void AddLevelSection(const KpiMap& map, const Level& level, v1::Document* document) {
  const std::vector<size_t> kpis = map.OfLevel(level.level);
  if (kpis.empty() && level.level == v1::KPI_LEVEL_UNSPECIFIED) return;
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection(level.id, level.title, document->sector());
  layout::AddParagraph(section, level.meaning);
  if (kpis.empty()) {
    layout::AddParagraph(section, "No KPI of this level is declared.");
    return;
  }
  TableLayout table(layout::AddTable(section, std::string(level.title) + ": KPIs"));
  AddColumns(&table);
  for (const size_t kpi : kpis) {
    AddKpi(map.sheet(kpi), map.verdict(kpi), map.sheet(kpi).definition->title(), 0, &table);
    for (const size_t proxy : map.ProxiesOf(kpi)) {
      const v1::KpiDefinition& definition = *map.sheet(proxy).definition;
      AddKpi(map.sheet(proxy), map.verdict(proxy),
             "Stands in for " + definition.stands_in_for() + ": " + definition.title(), 1, &table);
    }
  }
}

// Says where a value that a plugin computes is missing for want of the plugin.
void AddUnavailable(const Part& part, v1::Document* document) {
  if (part.rules == nullptr || part.answer.unavailable.empty()) return;
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("computed", "KPIs that the plugin computes", part.sector);
  section->set_unavailable(part.answer.unavailable);
}

}  // namespace

absl::StatusOr<v1::Document> LayOutResultsMap(const Material& material) {
  const Part& part = material.parts.front();
  v1::Document document = DocumentOf(part, "results-map", "results map");
  AddSummary(material, part, &document);
  AddActivities(material, part, &document);
  const KpiMap map(part);
  for (const Level& level : kLevels) AddLevelSection(map, level, &document);
  AddUnavailable(part, &document);
  return document;
}

}  // namespace sheaf::reports
