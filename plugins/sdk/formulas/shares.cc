#include "plugins/sdk/formulas/shares.h"

#include <algorithm>
#include <cmath>

namespace sheaf::formulas {
namespace {

// Smallest first, so that the order of the input changes no bit of the sum.
double SumOf(std::vector<double> terms) {
  std::sort(terms.begin(), terms.end());
  double sum = 0;
  for (double term : terms) sum += term;
  return sum;
}

bool IsWeight(double weight) { return std::isfinite(weight) && weight >= 0; }

Result NoWeight() { return Result::Missing("a weight is negative or no number"); }

}  // namespace

Result Share(int64_t numerator, int64_t denominator) {
  if (denominator == 0) return Result::Missing("there is nothing to take a share of");
  if (numerator < 0 || denominator < 0) return Result::Missing("a count is negative");
  if (numerator > denominator) return Result::Missing("the part is more than the whole");
  return Result::Of(static_cast<double>(numerator) / static_cast<double>(denominator) * 100);
}

Result PooledShare(const std::vector<PartOfWhole>& parts) {
  PartOfWhole all;
  for (const PartOfWhole& part : parts) {
    const bool is_nothing_of_nothing = part.numerator == 0 && part.denominator == 0;
    const Result share = Share(part.numerator, part.denominator);
    if (!is_nothing_of_nothing && !share.available()) return share;
    all.numerator += part.numerator;
    all.denominator += part.denominator;
  }
  return Share(all.numerator, all.denominator);
}

Result UnweightedShare(const std::vector<Weighed>& all) {
  PartOfWhole known;
  for (const Weighed& one : all) {
    if (!one.has) continue;
    ++known.denominator;
    if (*one.has) ++known.numerator;
  }
  return Share(known.numerator, known.denominator);
}

Result WeightedShare(const std::vector<Weighed>& all) {
  std::vector<WeightedValue> values;
  for (const Weighed& one : all) {
    const auto value = one.has ? std::optional<double>(*one.has ? 100 : 0) : std::nullopt;
    values.push_back({value, one.weight});
  }
  return WeightedMean(values).mean;
}

Mean UnweightedMean(const std::vector<std::optional<double>>& values) {
  std::vector<WeightedValue> weighted;
  for (const std::optional<double>& value : values) weighted.push_back({value, 1});
  return WeightedMean(weighted);
}

Mean WeightedMean(const std::vector<WeightedValue>& values) {
  Mean mean{Result::Missing("no value is known"), 0, 0};
  std::vector<double> products, weights;
  for (const auto& [value, weight] : values) {
    if (weight && !IsWeight(*weight)) return {NoWeight(), 0, 0};
    if (value && !std::isfinite(*value)) return {Result::Missing("a value is no number"), 0, 0};
    if (!value || !weight) {
      ++mean.missing;
      continue;
    }
    ++mean.of;
    products.push_back(*value * *weight);
    weights.push_back(*weight);
  }
  if (mean.of == 0) return mean;
  const double total = SumOf(weights);
  mean.mean = total > 0 ? Result::Of(SumOf(products) / total)
                        : Result::Missing("the weights add up to zero");
  return mean;
}

}  // namespace sheaf::formulas
