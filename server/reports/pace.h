// Rule pace-v1: how fast a KPI moves, against how fast it must. The rule of Statistics Canada, as
// Open SDG uses it: observed over required compound annual growth.
#pragma once

#include <optional>
#include <string_view>

#include "plugins/sdk/formulas/pace.h"
#include "sheaf/v1/kpi.pb.h"

namespace sheaf::reports {

enum class PaceClass { kSubstantial, kModerate, kLimited, kDeterioration };

struct Pace {
  double ratio = 0;
  PaceClass rating = PaceClass::kDeterioration;
};

// A value at a time in years; years may have fractions.
using PacePoint = formulas::Point;

// The pace from `start` to `latest` on the way to `target`, by the formula that the plugins use,
// too (formulas::PaceRatioOf). Nothing where it cannot be said: the points or the target do not lie
// one after the other, or `start` has no way to go in `direction`.
std::optional<Pace> PaceOf(PacePoint start, PacePoint latest, PacePoint target,
                           v1::Direction direction);

// "substantial".
std::string_view TitleOf(PaceClass rating);

}  // namespace sheaf::reports
