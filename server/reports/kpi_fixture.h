// For tests: KPIs of the energy sector, as published, and how they are judged.
#pragma once

#include <string>
#include <vector>

#include "server/reports/kpi_findings.h"
#include "server/reports/kpi_sheet.h"
#include "server/reports/report_fixture.h"
#include "server/reports/verdict.h"

namespace sheaf::reports {

inline constexpr char kReview[] = "AEC end-term review";
inline constexpr char kPress[] = "press report of 17 October 2025";

// The three KPIs that have baseline, target, values and forecast.
inline void AddEnergyKpis(v1::SectorManifest* manifest) {
  *manifest->add_kpis() = FromText<v1::KpiDefinition>(
      "code: 'EN-K-01' title: 'Energy-intensity reduction' unit: '% reduction' direction: UP");
  *manifest->add_kpis() = FromText<v1::KpiDefinition>(
      "code: 'EN-K-02' title: 'Renewable share of supply' unit: '%' direction: UP");
  *manifest->add_kpis() = FromText<v1::KpiDefinition>(
      "code: 'EN-K-03' title: 'Renewable share of capacity' unit: '%' direction: UP");
}

class KpiFixture : public ReportFixture {
 protected:
  void Baseline(const std::string& kpi, double value, int year) {
    v1::Baseline baseline;
    baseline.set_value(value);
    baseline.set_year(year);
    Put(KpiName(kpi) + "/baselines/b" + std::to_string(figures_++), baseline);
  }
  void Target(const std::string& kpi, double value, int year, bool aspirational = false) {
    v1::Target target;
    target.set_value(value);
    target.set_year(year);
    target.set_aspirational(aspirational);
    target.set_ordinal(figures_);
    Put(KpiName(kpi) + "/targets/t" + std::to_string(figures_++), target);
  }
  void Observe(const std::string& kpi, double value, const std::string& period,
               v1::ObservationKind kind = v1::ACTUAL, const std::string& edition = kReview) {
    v1::Observation observation;
    observation.set_value(value);
    observation.set_period(period);
    observation.set_kind(kind);
    observation.set_edition(edition);
    Put(KpiName(kpi) + "/observations/o" + std::to_string(figures_++), observation);
  }

  // What the public documents say of the three KPIs.
  void PutEnergyFigures() {
    Baseline("EN-K-01", 0, 2005);
    Target("EN-K-01", 20, 2020);
    Target("EN-K-01", 30, 2025);
    Target("EN-K-01", 32, 2025);
    Observe("EN-K-01", 27, "2022");
    Observe("EN-K-01", 29.2, "2025", v1::FORECAST);
    Observe("EN-K-01", 25.5, "2023", v1::ACTUAL, kPress);
    Target("EN-K-02", 23, 2025, true);
    Observe("EN-K-02", 16.2, "2021");
    Observe("EN-K-02", 15.6, "2022");
    Observe("EN-K-02", 17.5, "2025", v1::FORECAST);
    Target("EN-K-03", 35, 2025);
    Observe("EN-K-03", 33.4, "2021");
    Observe("EN-K-03", 37.9, "2025", v1::FORECAST);
  }

  // Sheets and verdicts of `manifest` on a day.
  void JudgeAll(std::string_view effective, const ComputedKpis& computed = {}) {
    PutManifest(manifest_);
    view_ = std::make_unique<model::View>(Now());
    rules_ = manifests_.At("energy", view_->revision());
    sheets_ = MakeKpiSheets(*view_, *rules_, computed, Day(effective));
    verdicts_.clear();
    for (const KpiSheet& sheet : sheets_) verdicts_.push_back(Judge(sheet, Day(effective)));
  }
  const Verdict& VerdictOf(std::string_view code) const {
    for (size_t i = 0; i < sheets_.size(); ++i) {
      if (sheets_[i].definition->code() == code) return verdicts_[i];
    }
    ADD_FAILURE() << "no KPI " << code;
    return verdicts_.front();
  }
  // A KPI of its own, with a direction.
  void DefineKpi(const std::string& code, const std::string& fields) {
    auto kpi = FromText<v1::KpiDefinition>(fields);
    kpi.set_code(code);
    if (kpi.title().empty()) kpi.set_title("Title of " + code);
    *manifest_.add_kpis() = kpi;
  }

  static std::string KpiName(const std::string& kpi) { return "sectors/energy/kpis/" + kpi; }

  v1::SectorManifest manifest_ = EnergyManifest();
  std::shared_ptr<const sectors::Rules> rules_;
  std::vector<KpiSheet> sheets_;
  std::vector<Verdict> verdicts_;

 private:
  int figures_ = 0;
};

}  // namespace sheaf::reports
