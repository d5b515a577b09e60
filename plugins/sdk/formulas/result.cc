#include "plugins/sdk/formulas/result.h"

#include <cmath>

namespace sheaf::formulas {

Result Result::Of(double value) {
  if (!std::isfinite(value)) return Missing("the figures are out of range");
  Result result;
  result.value_ = value;
  return result;
}

Result Result::Missing(std::string_view reason) {
  Result result;
  result.reason_ = std::string(reason);
  return result;
}

}  // namespace sheaf::formulas
