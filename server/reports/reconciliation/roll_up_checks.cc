// reconcile-roll-up-v1: shares of parts, weighted by what they are of, against the share of the
// whole.
#include <algorithm>
#include <map>
#include <utility>

#include "server/reports/reconciliation/checks.h"
#include "server/reports/reconciliation/split.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

// A part with what it weighs.
struct Weight {
  std::string subject;
  Resolved count;
};

struct Weights {
  std::vector<Weight> parts;
  std::vector<std::string> uncounted;  // parts of which no number is printed
  double total = 0;                    // of the whole
  double rest = 0;                     // of the whole, in none of the parts that are counted
};

// Parts of `whole`, each replaced by its own where nothing is printed of it.
void CollectParts(Resolver& resolver, const Slot& count, const Slot& of, Weights* weights) {
  for (const std::string& subject : resolver.book().PartsOf(of)) {
    const Slot part = count.Of(subject);
    const auto value = resolver.Resolve(part);
    if (value && value->complete) {
      weights->parts.push_back({subject, *value});
    } else if (!resolver.book().PartsOf(part).empty()) {
      CollectParts(resolver, count, part, weights);
    } else {
      weights->uncounted.push_back(subject);
    }
  }
}

// Nothing where the numbers do not add up: then that is what is wrong.
std::optional<Weights> WeightsOf(Resolver& resolver, const Slot& share) {
  const Slot count = share.Measuring(share.share_of);
  Weights weights;
  CollectParts(resolver, count, count, &weights);
  if (weights.parts.empty()) return std::nullopt;
  double sum = 0;
  for (const Weight& part : weights.parts) sum += part.count.value.middle;
  const auto total = resolver.Resolve(count);
  weights.total = total && total->complete ? total->value.middle : sum;
  const double slack = 1e-3 * weights.total;
  weights.rest = std::max(0.0, weights.total - sum);
  const bool adds_up = sum <= weights.total + slack && weights.total > 0;
  return adds_up ? std::optional(std::move(weights)) : std::nullopt;
}

class RollUp {
 public:
  RollUp(Resolver& resolver, std::map<Slot, Split> splits)
      : resolver_(resolver), splits_(std::move(splits)) {}

  // What the parts make of the share `slot` of the whole; nothing where no part's is known.
  std::optional<Range> Of(const Slot& slot, const Weights& weights, Check* check) {
    // Of what is in no part that is counted, any share may be so.
    Range sum{0, weights.rest, 0};
    bool any = false, all = weights.rest == 0;
    for (const Weight& part : weights.parts) {
      const auto share = ShareOf(slot.Of(part.subject), check);
      any = any || share.has_value();
      all = all && share.has_value();
      const Range of = share.value_or(Range{0, 100, 0});
      sum = sum + Scaled(Product(part.count.value, Clipped(of, 0, 100)), 0.01);
      check->basis.insert(check->basis.end(), part.count.basis.begin(), part.count.basis.end());
    }
    if (!any) return std::nullopt;
    Range made = Scaled(sum, 100 / weights.total);
    if (!all) made = Range::Between(made.low, made.high);
    return Clipped(made, 0, 100);
  }

 private:
  std::optional<Range> ShareOf(const Slot& slot, Check* check) {
    if (const auto share = resolver_.Resolve(slot)) {
      check->basis.insert(check->basis.end(), share->basis.begin(), share->basis.end());
      return share->value;
    }
    Slot whole = slot;
    whole.measure.clear();
    const auto split = splits_.find(whole);
    if (split == splits_.end() || !split->second.AnyPrinted()) return std::nullopt;
    return split->second.Remainder(slot.measure);
  }

  Resolver& resolver_;
  std::map<Slot, Split> splits_;
};

std::string Sentence(const Check& check, const Weights& weights) {
  std::string text;
  for (const Comparison& share : check.comparisons) {
    const int decimals = DecimalsBeside(*share.printed);
    text += text.empty() ? "" : "; ";
    text += share.label + " by the parts ";
    text += share.computed.high - share.computed.low > 2.5
                ? "between " + ValueText(share.computed.low, share.unit, decimals) + " and " +
                      ValueText(share.computed.high, share.unit, decimals)
                : ValueText(share.computed.middle, share.unit, decimals);
    text += ", printed " + PrintedText(*share.printed);
    if (share.outcome != Outcome::kAgrees) {
      text += " (" + DifferenceText(share.Difference(), share.unit, decimals) + ")";
    }
  }
  if (check.outcome != Outcome::kConflict) {
    text += ": explained by rounding";
    if (!weights.uncounted.empty() || weights.rest > 0) text += ", and by parts not printed";
  }
  return text + ".";
}

// Shares of one whole are judged together: they are wrong together, or right.
Slot WithoutMeasure(Slot slot) {
  slot.measure.clear();
  return slot;
}

void CheckWhole(Resolver& resolver, const std::map<Slot, Split>& splits,
                const std::vector<const BookFigure*>& shares, Checks* checks) {
  const Slot slot = SlotOf(*shares.front());
  const auto weights = WeightsOf(resolver, slot);
  if (!weights) return;
  RollUp roll_up(resolver, splits);
  Slot titled = slot;
  if (shares.size() > 1) titled.measure = "shares";
  Check check{.rule = kReconcileRollUpRule, .title = TitleOf(resolver.book(), titled)};
  for (const BookFigure* share : shares) {
    const auto made = roll_up.Of(SlotOf(*share), *weights, &check);
    if (!made) continue;
    Comparison comparison = Compare(*share, *made);
    comparison.label = InWords(share->record.measure());
    Add(std::move(comparison), &check);
  }
  if (check.comparisons.empty()) return;
  if (check.outcome != Outcome::kAgrees) check.text = Sentence(check, *weights);
  checks->push_back(std::move(check));
}

}  // namespace

void CheckRollUps(Resolver& resolver, Checks* checks) {
  const FigureBook& book = resolver.book();
  std::map<Slot, Split> splits;
  for (Split& split : SplitsOf(book)) splits.try_emplace(split.slot, std::move(split));
  std::map<Slot, std::vector<const BookFigure*>> wholes;
  for (const BookFigure& figure : book.figures()) {
    const Slot slot = SlotOf(figure);
    const bool rolls_up = figure.printed && !slot.share_of.empty() &&
                          slot.share_of != slot.measure && !book.PartsOf(slot).empty();
    if (rolls_up) wholes[WithoutMeasure(slot)].push_back(&figure);
  }
  for (const auto& [slot, shares] : wholes) CheckWhole(resolver, splits, shares, checks);
}

}  // namespace sheaf::reports
