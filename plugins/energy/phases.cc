#include "plugins/energy/phases.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"
#include "proto/values/number.h"

namespace sheaf::energy {
namespace {

using plugin::Facts;
using plugin::UpdateView;

// Which KPIs of the register say the same of a phase, by the code of its line.
struct PhaseKpis {
  std::string_view line;
  std::string_view activities;
  std::string_view score;
  std::string_view achievement;
  std::string_view completed;
};
constexpr PhaseKpis kPhaseKpis[] = {
    {"EN-PH1", "EN-K-15", "EN-K-17", "EN-K-16", ""},
    {"EN-PH2", "EN-K-18", "", "", "EN-K-19"},
};

// The units in which a phase reports.
constexpr std::string_view kScoreUnit = "score out of 5";
constexpr std::string_view kAchievementUnit = "% achievement";
constexpr std::string_view kCompletedUnit = "% activities completed";

PhaseKpis KpisOf(std::string_view line) {
  const auto found = std::find_if(std::begin(kPhaseKpis), std::end(kPhaseKpis),
                                  [line](const PhaseKpis& kpis) { return kpis.line == line; });
  return found == std::end(kPhaseKpis) ? PhaseKpis() : *found;
}

std::optional<double> LatestActual(const Facts& facts, std::string_view kpi) {
  std::optional<double> latest;
  std::string_view period;
  for (const plugin::ObservationView& observation : facts.data().ObservationsOf(kpi)) {
    const bool is_actual = observation.value && observation.kind == sheaf::v1::ACTUAL;
    if (!is_actual || observation.period < period) continue;
    latest = observation.value;
    period = observation.period;
  }
  return latest;
}

PhaseFigure FigureOf(const Facts& facts, int row, std::string_view unit, std::string_view kpi) {
  PhaseFigure figure;
  figure.kpi = kpi;
  for (const UpdateView& update : facts.Of(row)) {
    if (!unit.empty() && update.unit == unit && update.value) figure.reported = update.value;
  }
  if (!kpi.empty()) figure.as_kpi = LatestActual(facts, kpi);
  return figure;
}

bool Differs(const PhaseFigure& figure) {
  return figure.reported && figure.as_kpi && *figure.reported != *figure.as_kpi;
}

sheaf::v1::Finding DifferenceOf(const plugin::LineView& line, const PhaseFigure& figure) {
  sheaf::v1::Finding finding;
  finding.set_rule("energy-phase-figure-v1");
  finding.set_severity(sheaf::v1::ERROR);
  finding.set_sector("energy");
  finding.set_text(absl::StrCat(Facts::Label(line), " reports ", FormatNumber(*figure.reported),
                                " where ", std::string(figure.kpi), " has ",
                                FormatNumber(*figure.as_kpi),
                                ". Find out which one holds and correct the other."));
  finding.add_records(std::string(line.name));
  return finding;
}

}  // namespace

std::vector<Phase> PhasesOf(const Facts& facts) {
  std::vector<Phase> phases;
  for (const plugin::LineView& line : facts.data().lines()) {
    if (line.level != "phase" || line.vanished) continue;
    const PhaseKpis kpis = KpisOf(line.code);
    phases.push_back({line.row, FigureOf(facts, line.row, "", kpis.activities),
                      FigureOf(facts, line.row, kScoreUnit, kpis.score),
                      FigureOf(facts, line.row, kAchievementUnit, kpis.achievement),
                      FigureOf(facts, line.row, kCompletedUnit, kpis.completed)});
  }
  return phases;
}

bool SaysTheSame(double score, double achievement) {
  // A score printed with two decimals is exact to 0.005, which is 0.1% of 5; the other is printed
  // with one.
  return std::abs(score / 5 * 100 - achievement) <= 0.1 + 0.05;
}

std::optional<int> WholeNumberOf(double percent, double activities) {
  const double whole = std::round(percent * activities / 100);
  const bool rounds_to_it = std::abs(whole * 100 / activities - percent) <= 0.05 + 1e-9;
  return activities > 0 && rounds_to_it ? std::optional<int>(static_cast<int>(whole))
                                        : std::nullopt;
}

std::vector<sheaf::v1::Finding> FindPhaseFigures(const Facts& facts) {
  std::vector<sheaf::v1::Finding> findings;
  for (const Phase& phase : PhasesOf(facts)) {
    for (const PhaseFigure* figure : {&phase.score, &phase.achievement, &phase.completed}) {
      if (Differs(*figure)) findings.push_back(DifferenceOf(facts.Line(phase.row), *figure));
    }
  }
  return findings;
}

}  // namespace sheaf::energy
