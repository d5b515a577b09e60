#include "plugins/energy/programme_areas.h"

#include <map>
#include <optional>

namespace sheaf::energy {
namespace {

using plugin::Facts;
using plugin::LineView;

constexpr std::string_view kAreaLevel = "programme_area";
// The unit in which an activity reports its score.
constexpr std::string_view kScoreUnit = "score out of 5";

std::optional<double> ScoreOf(const Facts& facts, int row) {
  std::optional<double> score;
  for (const plugin::UpdateView& update : facts.Of(row)) {
    if (update.unit == kScoreUnit && update.value) score = update.value;
  }
  return score;
}

}  // namespace

std::vector<AreaStanding> AreasOf(const Facts& facts) {
  std::vector<AreaStanding> areas;
  std::map<int, size_t> area_at;  // by row of the area
  std::vector<std::vector<std::optional<double>>> scores;
  for (const LineView& line : facts.data().lines()) {
    if (line.vanished) continue;
    if (line.level == kAreaLevel) {
      area_at.emplace(line.row, areas.size());
      areas.push_back({line.row, {}, {}});
      scores.emplace_back();
    }
    const auto area = area_at.find(facts.TopOf(line.row));
    if (!line.counted || area == area_at.end()) continue;
    areas[area->second].lines.Add(line.headline);
    scores[area->second].push_back(ScoreOf(facts, line.row));
  }
  for (size_t i = 0; i < areas.size(); ++i) areas[i].score = formulas::MeanScoreOf(scores[i]);
  return areas;
}

}  // namespace sheaf::energy
