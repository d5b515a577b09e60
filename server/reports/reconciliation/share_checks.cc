// reconcile-share-v1, reconcile-implied-total-v1 and reconcile-subset-v1: shares against what they
// are of, what they imply, and parts that exceed what they are part of.
#include <algorithm>
#include <map>
#include <utility>

#include "server/reports/reconciliation/checks.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

// Implied wholes this many times apart are not of one kind.
constexpr double kImplausible = 2;

bool IsShare(const BookFigure& figure) {
  return figure.printed && !figure.record.share_of().empty() && figure.unit.is_percent();
}

// A share of one's own measure is of that of the whole: the part's money of all the money.
Slot WholeSlot(const FigureBook& book, const Slot& share) {
  const Slot whole = share.Measuring(share.share_of);
  return share.share_of == share.measure ? whole.Of(book.WholeOf(share)) : whole;
}

struct Fraction {
  Resolved part;
  Resolved whole;
};

// Nothing where one of the two is not known.
std::optional<Fraction> FractionOf(Resolver& resolver, const Slot& share) {
  auto part = resolver.Resolve(share.Measuring(share.measure));
  auto whole = resolver.Resolve(WholeSlot(resolver.book(), share));
  const bool usable = part && whole && part->unit.base == whole->unit.base &&
                      !part->unit.is_percent() && whole->value.low > 0 && part->value.low >= 0;
  if (!usable) return std::nullopt;
  return Fraction{*std::move(part), *std::move(whole)};
}

// For people: "75 projects", or what it can be.
std::string Text(const Resolved& value) {
  if (!value.derived && value.basis.size() == 1) return PrintedText(*value.basis.front());
  const int decimals = value.unit.counts || value.unit.scale == 1 ? 0 : 2;
  return RangeText(value.value, value.unit, decimals);
}

void CheckFraction(Resolver& resolver, const BookFigure& share, Checks* checks) {
  const Slot slot = SlotOf(share);
  const auto fraction = FractionOf(resolver, slot);
  if (!fraction) return;
  Check check{.rule = kReconcileShareRule, .title = TitleOf(resolver.book(), slot)};
  check.basis = fraction->part.basis;
  check.basis.insert(check.basis.end(), fraction->whole.basis.begin(), fraction->whole.basis.end());
  Comparison comparison =
      Compare(share, Scaled(Quotient(fraction->part.value, fraction->whole.value), 100));
  comparison.label = Text(fraction->part) + " of " + Text(fraction->whole);
  if (comparison.outcome != Outcome::kAgrees) {
    check.text = comparison.label + " is " +
                 RangeText(comparison.computed, share.unit, DecimalsBeside(share)) + ", and " +
                 PrintedText(share) + " is printed.";
  }
  Add(std::move(comparison), &check);
  checks->push_back(std::move(check));
}

void CheckAtMostAll(const FigureBook& book, const BookFigure& share, Checks* checks) {
  if (!IsAbove(share.value, Range::Exactly(100))) return;
  Check check{.rule = kReconcileShareRule, .title = TitleOf(book, SlotOf(share))};
  Add(Compare(share, Range{0, 100}), &check);
  check.text = PrintedText(share) + " is printed, and no share exceeds its whole.";
  checks->push_back(std::move(check));
}

// The shares that the parts of one whole have of it make 100 together.
void CheckSharesOfWhole(const FigureBook& book, const Slot& whole,
                        const std::vector<const BookFigure*>& shares, Checks* checks) {
  Range sum = Range::Exactly(0);
  for (const BookFigure* share : shares) sum = sum + share->value;
  const bool all = shares.size() == book.PartsOf(whole).size();
  if (!all) sum.high = Range::kInfinity;
  Check check{.rule = kReconcileShareRule};
  check.title = Capital(book.TitleOf(whole)) + ": its parts' shares of " + InWords(whole.measure) +
                (whole.span().stated() ? ", " + PeriodText(whole.span()) : "");
  check.basis = shares;
  if (!Meet(sum, Range::Exactly(100))) {
    check.outcome = Outcome::kConflict;
    check.text = "the shares make " + ValueText(sum.middle, shares.front()->unit, 1) +
                 " together, and rounding does not explain it.";
  }
  checks->push_back(std::move(check));
}

}  // namespace

void CheckShares(Resolver& resolver, Checks* checks) {
  const FigureBook& book = resolver.book();
  std::map<Slot, std::vector<const BookFigure*>> of_wholes;
  for (const BookFigure& figure : book.figures()) {
    if (!IsShare(figure)) continue;
    CheckAtMostAll(book, figure, checks);
    CheckFraction(resolver, figure, checks);
    const Slot slot = SlotOf(figure);
    if (slot.share_of == slot.measure && !book.WholeOf(slot).empty()) {
      of_wholes[WholeSlot(book, slot)].push_back(&figure);
    }
  }
  for (const auto& [whole, shares] : of_wholes) {
    if (shares.size() > 1) CheckSharesOfWhole(book, whole, shares, checks);
  }
}

namespace {

// A whole that a figure and its share imply, and nothing else tells.
struct Implied {
  const BookFigure* share;
  const BookFigure* part;
  Range whole;
};

std::optional<Implied> ImpliedBy(Resolver& resolver, const BookFigure& share) {
  const Slot slot = SlotOf(share);
  if (slot.share_of == slot.measure || !(share.value.low > 0) || !share.value.bounded()) {
    return std::nullopt;
  }
  if (resolver.Resolve(WholeSlot(resolver.book(), slot))) return std::nullopt;
  for (const BookFigure* part : resolver.book().In(slot.Measuring(slot.measure))) {
    if (!part->printed || !part->value.bounded() || part->value.low < 0) continue;
    return Implied{&share, part, Quotient(part->value, Scaled(share.value, 0.01))};
  }
  return std::nullopt;
}

std::string ImpliedText(const Implied& implied) {
  return PrintedText(*implied.part) + " as " + PrintedText(*implied.share) + " make " +
         InWords(implied.share->record.share_of()) + " of " +
         RangeText(implied.whole, implied.part->unit, 0);
}

void CompareImplied(const FigureBook& book, const Implied& a, const Implied& b, Checks* checks) {
  const double times =
      a.whole.middle > b.whole.middle ? a.whole.low / b.whole.high : b.whole.low / a.whole.high;
  Check check{.rule = kReconcileImpliedTotalRule};
  check.title = Capital(book.TitleOf(SlotOf(*a.share))) + ": " +
                InWords(a.share->record.share_of()) + " and " + InWords(b.share->record.share_of());
  check.basis = {a.part, a.share, b.part, b.share};
  Comparison comparison{nullptr, InWords(a.share->record.share_of()), a.whole, a.part->unit};
  comparison.outcome = times > kImplausible ? Outcome::kDoubtful : Outcome::kAgrees;
  Comparison other{nullptr, InWords(b.share->record.share_of()), b.whole, b.part->unit,
                   comparison.outcome};
  if (comparison.outcome != Outcome::kAgrees) {
    check.text = ImpliedText(a) + "; " + ImpliedText(b) + ": more than " +
                 std::to_string(static_cast<int>(times)) +
                 " times apart, so that one of the shares may be of something else.";
  }
  Add(std::move(comparison), &check);
  Add(std::move(other), &check);
  checks->push_back(std::move(check));
}

bool AreOfOneKind(const Implied& a, const Implied& b) {
  const Slot of_a = SlotOf(*a.share), of_b = SlotOf(*b.share);
  return of_a.Measuring("") == of_b.Measuring("") && of_a.share_of != of_b.share_of &&
         a.part->unit.base == b.part->unit.base;
}

}  // namespace

void CheckImpliedTotals(Resolver& resolver, Checks* checks) {
  std::vector<Implied> implied;
  for (const BookFigure& figure : resolver.book().figures()) {
    if (!IsShare(figure)) continue;
    if (auto whole = ImpliedBy(resolver, figure)) implied.push_back(*whole);
  }
  for (size_t i = 0; i < implied.size(); ++i) {
    for (size_t j = i + 1; j < implied.size(); ++j) {
      if (AreOfOneKind(implied[i], implied[j])) {
        CompareImplied(resolver.book(), implied[i], implied[j], checks);
      }
    }
  }
}

void CheckSubsets(Resolver& resolver, Checks* checks) {
  for (const BookFigure& figure : resolver.book().figures()) {
    if (!figure.printed || figure.record.extent() != v1::SUBSET) continue;
    const Slot slot = SlotOf(figure);
    const auto all = resolver.Resolve(slot.WithExtent(v1::FIGURE_EXTENT_UNSPECIFIED));
    if (!all || !all->complete || all->unit.base != figure.unit.base) continue;
    Check check{.rule = kReconcileSubsetRule, .title = TitleOf(resolver.book(), slot)};
    check.basis = all->basis;
    Comparison comparison{&figure, "all of it", all->value, figure.unit};
    if (IsAbove(figure.value, all->value)) {
      comparison.outcome = Outcome::kConflict;
      check.text =
          PrintedText(figure) + " is printed for some of it, and all of it is " + Text(*all) + ".";
    }
    Add(std::move(comparison), &check);
    checks->push_back(std::move(check));
  }
}

}  // namespace sheaf::reports
