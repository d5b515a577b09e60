#include "plugins/sdk/formulas/moving_average.h"

#include <algorithm>
#include <map>
#include <string>

#include "plugins/sdk/formulas/shares.h"

namespace sheaf::formulas {
namespace {

using ByYear = std::map<int, std::optional<double>>;

Result AverageTo(int year, int window, const ByYear& values) {
  std::vector<std::optional<double>> within;
  for (int each = year - window + 1; each <= year; ++each) {
    const auto found = values.find(each);
    if (found == values.end() || !found->second) {
      return Result::Missing("there is no value for " + std::to_string(each));
    }
    within.push_back(found->second);
  }
  return UnweightedMean(within).mean;
}

}  // namespace

std::vector<YearlyAverage> MovingAverage(std::vector<YearlyValue> values, int window) {
  std::sort(values.begin(), values.end(),
            [](const auto& a, const auto& b) { return a.year < b.year; });
  ByYear by_year;
  std::string obstacle = window < 1 ? "an average is over at least one year" : "";
  for (const YearlyValue& value : values) {
    if (!by_year.emplace(value.year, value.value).second) {
      obstacle = "there are two values for " + std::to_string(value.year);
    }
  }
  std::vector<YearlyAverage> averages;
  for (const auto& [year, value] : by_year) {
    averages.push_back(
        {year, obstacle.empty() ? AverageTo(year, window, by_year) : Result::Missing(obstacle)});
  }
  return averages;
}

}  // namespace sheaf::formulas
