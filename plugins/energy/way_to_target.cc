#include "plugins/energy/way_to_target.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "plugins/sdk/formulas/growth.h"
#include "plugins/sdk/formulas/pace.h"

namespace sheaf::energy {
namespace {

using formulas::Better;
using formulas::Point;
using formulas::Result;
using plugin::Facts;

constexpr formulas::ForecastMethod kMethods[] = {formulas::ForecastMethod::kLeastSquares,
                                                 formulas::ForecastMethod::kEndToEnd,
                                                 formulas::ForecastMethod::kCompound};

// The last baseline that has a value.
std::optional<YearValue> BaselineOf(const Facts& facts, const Outlook& outlook) {
  std::optional<YearValue> last;
  for (const auto& baseline : facts.data().FiguresOf(outlook.kpi->code())->baselines()) {
    if (baseline.has_value()) last = {baseline.value(), baseline.year(), baseline.name()};
  }
  return last;
}

// The baseline and the edition's regional actuals of whole years, oldest first.
std::vector<Point> SeriesOf(const Facts& facts, const Outlook& outlook,
                            const EditionOutlook& edition) {
  std::vector<Point> series;
  for (const auto& observation : facts.data().ObservationsOf(outlook.kpi->code())) {
    const bool is_taken = observation.value && observation.member_state.empty() &&
                          observation.kind == sheaf::v1::ACTUAL &&
                          observation.edition == edition.edition && observation.period.size() == 4;
    if (!is_taken) continue;
    const double year = std::atoi(std::string(observation.period).c_str());
    series.push_back({*observation.value, year});
  }
  const auto baseline = BaselineOf(facts, outlook);
  const bool is_earlier = baseline && baseline->year != 0 &&
                          std::none_of(series.begin(), series.end(), [&](const Point& point) {
                            return point.year <= baseline->year;
                          });
  if (is_earlier) series.push_back({baseline->value, static_cast<double>(baseline->year)});
  std::stable_sort(series.begin(), series.end(),
                   [](const Point& a, const Point& b) { return a.year < b.year; });
  return series;
}

// Why nothing can be said of the way; "" where something can.
std::string Obstacle(const Outlook& outlook, const EditionOutlook* edition) {
  if (!outlook.target) return "the target has no value";
  if (edition == nullptr || !edition->actual) return "no actual value is on record";
  if (outlook.kpi->direction() == sheaf::v1::DIRECTION_UNSPECIFIED) {
    return "the KPI does not say which way is better";
  }
  return "";
}

std::string ObstacleInTime(const Outlook& outlook, const EditionOutlook& edition) {
  if (outlook.target->year == 0) return "the target has no year";
  return edition.actual->year == 0 ? "the year of the last value is not stated" : "";
}

WayToTarget NoWay(const Outlook& outlook, const EditionOutlook* edition, std::string_view reason) {
  const Result none = Result::Missing(reason);
  return {&outlook, edition, none, none, none, none, none, {}};
}

Result SoFar(const std::vector<Point>& series) {
  if (series.size() < 2) return Result::Missing("there is one value only, and no baseline");
  return formulas::LinearYearlyGrowth(series.front(), series.back());
}

Result PartGone(const Facts& facts, const Outlook& outlook, double value, Better better) {
  const auto baseline = BaselineOf(facts, outlook);
  if (!baseline) return Result::Missing("no baseline is on record");
  return formulas::PartOfWay(baseline->value, value, outlook.target->value, better);
}

WayToTarget WayOf(const Facts& facts, const Outlook& outlook, const EditionOutlook* edition) {
  const std::string obstacle = Obstacle(outlook, edition);
  if (!obstacle.empty()) return NoWay(outlook, edition, obstacle);
  const Better better = outlook.kpi->direction() == sheaf::v1::UP ? Better::kUp : Better::kDown;
  const Point latest{edition->actual->value, static_cast<double>(edition->actual->year)};
  const Point target{outlook.target->value, static_cast<double>(outlook.target->year)};
  const std::vector<Point> series = SeriesOf(facts, outlook, *edition);
  const std::string no_time = ObstacleInTime(outlook, *edition);
  WayToTarget way = NoWay(outlook, edition, no_time);
  way.gap = formulas::GapToTarget(latest.value, target.value, better);
  way.part_gone = PartGone(facts, outlook, latest.value, better);
  way.so_far = SoFar(series);
  if (!no_time.empty()) return way;
  way.needed = formulas::RequiredLinearPace(latest, target, better);
  way.needed_compound = formulas::RequiredCompoundPace(latest, target, better);
  for (const formulas::ForecastMethod method : kMethods) {
    way.forecasts.push_back(formulas::ForecastFor(target.year, series, method));
  }
  return way;
}

}  // namespace

std::vector<WayToTarget> WaysToTargets(const Facts& facts, const std::vector<Outlook>& outlooks) {
  std::vector<WayToTarget> ways;
  for (const Outlook& outlook : outlooks) {
    for (const EditionOutlook& edition : outlook.editions) {
      ways.push_back(WayOf(facts, outlook, &edition));
    }
    if (outlook.editions.empty()) ways.push_back(WayOf(facts, outlook, nullptr));
  }
  return ways;
}

}  // namespace sheaf::energy
