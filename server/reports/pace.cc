#include "server/reports/pace.h"

#include <algorithm>
#include <cmath>

namespace sheaf::reports {
namespace {

constexpr double kSubstantial = 0.95;
constexpr double kModerate = 0.60;

double LinearGrowth(PacePoint from, PacePoint to) {
  return (to.value - from.value) / (to.year - from.year);
}

double CompoundGrowth(PacePoint from, PacePoint to) {
  return std::pow(to.value / from.value, 1.0 / (to.year - from.year)) - 1.0;
}

PaceClass RatingOf(double ratio) {
  if (ratio >= kSubstantial) return PaceClass::kSubstantial;
  if (ratio >= kModerate) return PaceClass::kModerate;
  return ratio >= 0 ? PaceClass::kLimited : PaceClass::kDeterioration;
}

}  // namespace

std::optional<Pace> PaceOf(PacePoint start, PacePoint latest, PacePoint target,
                           v1::Direction direction) {
  if (latest.year <= start.year || target.year <= start.year) return std::nullopt;
  const double way = target.value - start.value;
  if (direction == v1::UP ? way <= 0 : direction != v1::DOWN || way >= 0) return std::nullopt;
  const bool linear = std::min({start.value, latest.value, target.value}) <= 0;
  const auto growth = linear ? LinearGrowth : CompoundGrowth;
  const double ratio = growth(start, latest) / growth(start, target);
  if (!std::isfinite(ratio)) return std::nullopt;
  return Pace{ratio, RatingOf(ratio)};
}

std::string_view TitleOf(PaceClass rating) {
  switch (rating) {
    case PaceClass::kSubstantial:
      return "substantial";
    case PaceClass::kModerate:
      return "moderate";
    case PaceClass::kLimited:
      return "limited";
    case PaceClass::kDeterioration:
      break;
  }
  return "deterioration";
}

}  // namespace sheaf::reports
