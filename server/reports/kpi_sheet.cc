#include "server/reports/kpi_sheet.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <utility>

#include "server/base/resource_name.h"
#include "server/reports/period_end.h"

namespace sheaf::reports {
namespace {

KpiEdition* EditionOf(KpiSheet* sheet, const std::string& name) {
  for (KpiEdition& edition : sheet->editions) {
    if (edition.name == name) return &edition;
  }
  return &sheet->editions.emplace_back(KpiEdition{name, {}});
}

// Of two kinds of value for one period of one edition, the lower rank is the better evidence.
int RankOf(v1::ObservationKind kind) {
  switch (kind) {
    case v1::ACTUAL:
    case v1::OBSERVATION_KIND_UNSPECIFIED:
      return 0;
    case v1::ESTIMATE:
      return 1;
    case v1::PROXY:
      return 2;
    default:
      return 3;
  }
}

// Adds a value to its edition: of two for one period, the better evidence stays, then the later
// one.
void AddPoint(KpiPoint point, KpiSheet* sheet) {
  std::vector<KpiPoint>& points = EditionOf(sheet, point.edition)->points;
  const auto same = std::find_if(points.begin(), points.end(), [&](const KpiPoint& known) {
    return known.period == point.period;
  });
  if (same == points.end()) {
    points.push_back(std::move(point));
    return;
  }
  if (RankOf(point.kind) == RankOf(same->kind) && point.value != same->value) {
    sheet->clashes.push_back({*same, point});
  }
  if (RankOf(point.kind) <= RankOf(same->kind)) *same = std::move(point);
}

void SortByPeriod(KpiSheet* sheet) {
  for (KpiEdition& edition : sheet->editions) {
    std::stable_sort(
        edition.points.begin(), edition.points.end(),
        [](const KpiPoint& a, const KpiPoint& b) { return a.date.SortsAs(b.date) < 0; });
  }
}

void AddTarget(const v1::Target& recorded, KpiSheet* sheet) {
  const auto same = std::find_if(sheet->targets.begin(), sheet->targets.end(),
                                 [&](const KpiTarget& t) { return t.year == recorded.year(); });
  KpiTarget& target = same != sheet->targets.end() ? *same : sheet->targets.emplace_back();
  target.year = recorded.year();
  if (!recorded.has_value()) return;
  const bool repeats = !target.versions.empty() && target.versions.back() == recorded.value();
  if (!repeats) target.versions.push_back(recorded.value());
  target.aspirational = recorded.aspirational() || (repeats && target.aspirational);
  target.record = recorded.name();
}

void AddFigures(const model::KpiFigureRows& figures, KpiSheet* sheet) {
  for (const v1::Baseline& baseline : figures.baselines) sheet->baseline = baseline;
  for (const v1::Target& target : figures.targets) AddTarget(target, sheet);
  std::stable_sort(sheet->targets.begin(), sheet->targets.end(),
                   [](const KpiTarget& a, const KpiTarget& b) {
                     return std::pair(a.year == 0, a.year) < std::pair(b.year == 0, b.year);
                   });
}

// Reads the rows of one sector into sheets.
class Reader {
 public:
  Reader(const model::View& view, const std::string& sector, PartialDate effective)
      : view_(view), sector_(sector), effective_(effective) {}

  void Add(const model::ObservationRow& row, size_t order, KpiSheet* sheet) {
    if (row.member_state != 0) {
      if (row.missing == v1::MISSING_REASON_UNSPECIFIED) ++sheet->member_state_values;
      return;
    }
    if (row.missing != v1::MISSING_REASON_UNSPECIFIED || std::isnan(row.value)) {
      sheet->missing = row.missing;
      return;
    }
    KpiPoint point = PointOf(row, order);
    if (row.kind == v1::FORECAST) {
      sheet->forecasts.push_back(std::move(point));
    } else if (point.date.SortsAs(effective_) <= 0) {
      AddPoint(std::move(point), sheet);
    }
  }

 private:
  KpiPoint PointOf(const model::ObservationRow& row, size_t order) const {
    KpiPoint point;
    point.value = row.value;
    point.period = std::string(view_.Text(row.period));
    point.date = EndOf(point.period);
    point.kind = row.kind;
    point.edition = std::string(view_.Text(row.edition));
    point.record = view_.NameOf(sector_, row);
    point.order = order;
    return point;
  }

  const model::View& view_;
  const std::string& sector_;
  const PartialDate effective_;
};

void AddComputed(const ComputedKpis& computed, PartialDate effective, size_t order,
                 KpiSheet* sheet) {
  if (sheet->definition->availability() != v1::COMPUTABLE) return;
  sheet->unavailable = computed.unavailable;
  for (const plugin::v1::KpiValue& value : computed.values) {
    if (value.kpi() != sheet->definition->code()) continue;
    sheet->method = value.method();
    if (!value.member_state().empty()) {
      sheet->member_state_values += value.has_value() ? 1 : 0;
    } else if (!value.has_value() || !std::isfinite(value.value())) {
      sheet->missing = value.missing();
    } else if (EndOf(value.period()).year() <= effective.year()) {
      // A computed value says how things stand on the effective date, inside the year that it
      // names.
      KpiPoint point{value.value(),
                     value.period(),
                     EndOf(value.period()),
                     v1::ACTUAL,
                     std::string(kComputedEdition),
                     "",
                     order};
      AddPoint(std::move(point), sheet);
    }
  }
}

}  // namespace

bool KpiSheet::HasTarget() const {
  return std::any_of(targets.begin(), targets.end(),
                     [](const KpiTarget& target) { return !target.versions.empty(); });
}

const KpiTarget* KpiSheet::TargetFor(int effective_year) const {
  const KpiTarget* latest = nullptr;
  for (const KpiTarget& target : targets) {
    if (target.year >= effective_year) return &target;
    // The year not stated comes last, and is only taken where there is no other.
    if (target.year != 0 || latest == nullptr) latest = &target;
  }
  return latest;
}

std::vector<KpiSheet> MakeKpiSheets(const model::View& view, const sectors::Rules& rules,
                                    const ComputedKpis& computed, PartialDate effective) {
  const v1::SectorManifest& manifest = rules.manifest();
  std::vector<KpiSheet> sheets(static_cast<size_t>(manifest.kpis_size()));
  std::map<std::string_view, KpiSheet*> by_code;
  for (int i = 0; i < manifest.kpis_size(); ++i) {
    KpiSheet& sheet = sheets[static_cast<size_t>(i)];
    sheet.definition = &manifest.kpis(i);
    sheet.name = FormatName("sectors/*/kpis/*", {manifest.sector(), manifest.kpis(i).code()});
    by_code[manifest.kpis(i).code()] = &sheet;
  }
  for (const model::KpiFigureRows& figures : view.KpiFiguresOf(manifest.sector())) {
    const auto sheet = by_code.find(figures.kpi);
    if (sheet != by_code.end()) AddFigures(figures, sheet->second);
  }
  Reader reader(view, manifest.sector(), effective);
  std::unordered_map<model::TextId, KpiSheet*> by_text;
  size_t order = 0;
  for (const model::ObservationRow& row : view.ObservationsOf(manifest.sector(), "")) {
    if (row.is_series) continue;
    const auto [known, added] = by_text.try_emplace(row.of, nullptr);
    if (added) {
      const auto sheet = by_code.find(view.Text(row.of));
      if (sheet != by_code.end()) known->second = sheet->second;
    }
    if (known->second != nullptr) reader.Add(row, order++, known->second);
  }
  for (KpiSheet& sheet : sheets) {
    AddComputed(computed, effective, order, &sheet);
    SortByPeriod(&sheet);
  }
  return sheets;
}

}  // namespace sheaf::reports
