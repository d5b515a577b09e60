#include "server/reports/kpi_findings.h"

#include <optional>
#include <utility>

#include "server/reports/published.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

std::string Label(const KpiSheet& sheet) {
  return sheet.definition->code() + " '" + sheet.definition->title() + "'";
}

// "27% (2022, AEC end-term review)".
std::string Printed(const KpiPoint& point, const v1::KpiDefinition& definition) {
  return ValueText(point.value, definition) + " (" +
         (point.period.empty() ? "year not stated" : point.period) + ", " +
         (point.edition.empty() ? "edition not named" : point.edition) + ")";
}

// How two values of two editions contradict each other, the earlier period first; "" where they do
// not.
std::string Disagreement(const KpiPoint& a, const KpiPoint& b, v1::Direction direction) {
  if (!a.date.stated() || !b.date.stated()) return "";
  if (a.period == b.period) return a.value != b.value ? "for the same period" : "";
  if (!IsWorse(a.value, b.value, direction)) return "";
  const std::string way = b.value < a.value ? "lower" : "higher";
  const bool next_year = b.date.year() == a.date.year() + 1;
  return way + " than " + (next_year ? "the year before" : "in " + a.period);
}

struct Clash {
  const KpiPoint* earlier;
  const KpiPoint* later;
  std::string how;
};

// The latest pair of periods in which two editions contradict each other; of those the nearest.
std::optional<Clash> ClashOf(const KpiEdition& one, const KpiEdition& other,
                             v1::Direction direction) {
  std::optional<Clash> found;
  for (const KpiPoint& a : one.points) {
    for (const KpiPoint& b : other.points) {
      const bool in_order = a.date.SortsAs(b.date) <= 0;
      const KpiPoint& earlier = in_order ? a : b;
      const KpiPoint& later = in_order ? b : a;
      std::string how = Disagreement(earlier, later, direction);
      if (how.empty()) continue;
      const bool newer = !found || later.date.SortsAs(found->later->date) > 0 ||
                         (later.date.SortsAs(found->later->date) == 0 &&
                          earlier.date.SortsAs(found->earlier->date) > 0);
      if (newer) found = Clash{&earlier, &later, std::move(how)};
    }
  }
  return found;
}

std::vector<std::string> RecordsOf(const KpiPoint& a, const KpiPoint& b) {
  std::vector<std::string> records;
  for (const KpiPoint* point : {&a, &b}) {
    if (!point->record.empty()) records.push_back(point->record);
  }
  return records;
}

void AddClash(const KpiSheet& sheet, const Verdict& verdict, const Clash& clash,
              FindingList* findings) {
  std::string text = Label(sheet) + ": " + Printed(*clash.earlier, *sheet.definition) + " and " +
                     Printed(*clash.later, *sheet.definition) + ", " + clash.how +
                     ": the editions disagree. Both stay";
  if (verdict.edition != nullptr) {
    const bool gives_forecast =
        verdict.forecast != nullptr && verdict.forecast->edition == verdict.edition->name;
    text += "; the verdict goes by '" + verdict.edition->name + "'" +
            (gives_forecast ? ", which also gives the forecast" : "");
  }
  findings->Add(kEditionsRule, v1::WARNING, text + ".", RecordsOf(*clash.earlier, *clash.later));
}

void FindDisagreements(const KpiSheet& sheet, const Verdict& verdict, FindingList* findings) {
  for (size_t one = 0; one < sheet.editions.size(); ++one) {
    for (size_t other = one + 1; other < sheet.editions.size(); ++other) {
      const auto clash =
          ClashOf(sheet.editions[one], sheet.editions[other], sheet.definition->direction());
      if (clash) AddClash(sheet, verdict, *clash, findings);
    }
  }
  for (const KpiClash& clash : sheet.clashes) {
    findings->Add(kEditionsRule, v1::WARNING,
                  Label(sheet) + ": one edition gives two values, " +
                      Printed(clash.earlier, *sheet.definition) + " and " +
                      Printed(clash.later, *sheet.definition) +
                      "; the one recorded last is used. Withdraw the one that is wrong.",
                  RecordsOf(clash.earlier, clash.later));
  }
}

// One finding for all the KPIs that lack something.
template <typename Lacks>
void FindLacking(const std::vector<KpiSheet>& sheets, std::string_view rule, std::string_view what,
                 std::string_view advice, const Lacks& lacks, FindingList* findings) {
  std::vector<std::string> codes, records;
  for (const KpiSheet& sheet : sheets) {
    if (!lacks(sheet)) continue;
    codes.push_back(sheet.definition->code());
    records.push_back(sheet.name);
  }
  if (codes.empty()) return;
  findings->Add(rule, v1::NOTE,
                std::to_string(codes.size()) + " of " + std::to_string(sheets.size()) + " KPIs " +
                    std::string(what) + ": " + FewOf(codes) + ". " + std::string(advice),
                std::move(records));
}

}  // namespace

KpiCoverage& KpiCoverage::operator+=(const KpiCoverage& other) {
  kpis += other.kpis;
  with_data += other.with_data;
  with_target += other.with_target;
  with_both += other.with_both;
  return *this;
}

KpiCoverage CoverageOf(const std::vector<KpiSheet>& sheets) {
  KpiCoverage coverage;
  for (const KpiSheet& sheet : sheets) {
    ++coverage.kpis;
    coverage.with_data += sheet.HasData() ? 1 : 0;
    coverage.with_target += sheet.HasTarget() ? 1 : 0;
    coverage.with_both += sheet.HasData() && sheet.HasTarget() ? 1 : 0;
  }
  return coverage;
}

void FindInKpis(const std::vector<KpiSheet>& sheets, const std::vector<Verdict>& verdicts,
                int64_t counted_lines, FindingList* findings) {
  for (size_t i = 0; i < sheets.size(); ++i) FindDisagreements(sheets[i], verdicts[i], findings);
  FindInPublished(sheets, counted_lines, findings);
  FindLacking(
      sheets, kKpiTargetRule, "have a direction but no target value",
      "Without a target there is nothing to reach.",
      [](const KpiSheet& sheet) {
        return sheet.definition->direction() != v1::DIRECTION_UNSPECIFIED && !sheet.HasTarget();
      },
      findings);
  FindLacking(
      sheets, kKpiDataRule, "have no data", "Name who holds the data, or a proxy.",
      [](const KpiSheet& sheet) { return !sheet.HasData() && sheet.unavailable.empty(); },
      findings);
  FindLacking(
      sheets, kKpiUnitRule, "have no unit", "State the unit in the manifest.",
      [](const KpiSheet& sheet) { return sheet.definition->unit().empty(); }, findings);
}

}  // namespace sheaf::reports
