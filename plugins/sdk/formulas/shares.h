// Shares and means, and what they are made of. Two percentages of different denominators are never
// averaged: put their counts together instead.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "plugins/sdk/formulas/result.h"

namespace sheaf::formulas {

// numerator / denominator, in percent. Refused where the denominator is zero, a count is negative,
// or the part is more than the whole.
Result Share(int64_t numerator, int64_t denominator);

// A part of a whole, each a count.
struct PartOfWhole {
  int64_t numerator = 0;
  int64_t denominator = 0;
};
// The share of all wholes together, in percent: 1 of 2 and 9 of 10 is 10 of 12. Refused where one
// of them is no share, or all denominators are zero.
Result PooledShare(const std::vector<PartOfWhole>& parts);

// Something that either has a property or has not, or of which that is not known; and how much it
// weighs: its length, its people, its budget.
struct Weighed {
  std::optional<bool> has;
  std::optional<double> weight;
};
// The part of those of which it is known that has the property, in percent: each counts as one.
// Refused where it is known of none.
Result UnweightedShare(const std::vector<Weighed>& all);
// The part of their weight. What has no weight, or of which the property is not known, is left out.
// Refused where a weight is negative or no finite number, or nothing weighs anything.
Result WeightedShare(const std::vector<Weighed>& all);

struct WeightedValue {
  std::optional<double> value;
  std::optional<double> weight;
};
// A mean and how many values it is of: a mean of 3 of 10 member states is not one of 10.
struct Mean {
  Result mean;
  int of = 0;       // values taken
  int missing = 0;  // values, or weights, that are not there
};
// Each value counts the same. Refused where there is none.
Mean UnweightedMean(const std::vector<std::optional<double>>& values);
// The sum of value times weight over the sum of weights. Refused where a weight is negative or no
// finite number, or nothing weighs anything.
Mean WeightedMean(const std::vector<WeightedValue>& values);

}  // namespace sheaf::formulas
