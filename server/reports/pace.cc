#include "server/reports/pace.h"

namespace sheaf::reports {
namespace {

constexpr double kSubstantial = 0.95;
constexpr double kModerate = 0.60;

PaceClass RatingOf(double ratio) {
  if (ratio >= kSubstantial) return PaceClass::kSubstantial;
  if (ratio >= kModerate) return PaceClass::kModerate;
  return ratio >= 0 ? PaceClass::kLimited : PaceClass::kDeterioration;
}

}  // namespace

std::optional<Pace> PaceOf(PacePoint start, PacePoint latest, PacePoint target,
                           v1::Direction direction) {
  if (direction != v1::UP && direction != v1::DOWN) return std::nullopt;
  const auto better = direction == v1::UP ? formulas::Better::kUp : formulas::Better::kDown;
  const formulas::Result ratio = formulas::PaceRatioOf(start, latest, target, better).ratio;
  if (!ratio.available()) return std::nullopt;
  return Pace{ratio.value(), RatingOf(ratio.value())};
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
