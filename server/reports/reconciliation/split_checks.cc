// reconcile-split-v1 and reconcile-equal-split-v1: percentages that no whole-number split of their
// count gives, and splits that may have been copied.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "proto/values/number.h"
#include "proto/values/printed_number.h"
#include "server/reports/published.h"
#include "server/reports/reconciliation/checks.h"
#include "server/reports/reconciliation/split.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

constexpr int kMostDecimals = 4;
constexpr double kMostCounted = 1e9;

// The whole number that shares are of, where it is printed and counted.
const BookFigure* WholeOf(const FigureBook& book, const Slot& share) {
  for (const BookFigure* figure : book.In(share.Measuring(share.share_of))) {
    const bool whole = figure->printed && figure->unit.counts && figure->value.bounded() &&
                       figure->value.middle >= 1 && figure->value.middle <= kMostCounted;
    if (whole) return figure;
  }
  return nullptr;
}

bool IsPlainShare(const BookFigure& share) {
  return share.printed && share.value.bounded() && share.decimals <= kMostDecimals &&
         share.value.middle >= 0 && share.value.middle <= 100;
}

WholeNumbers NumbersOf(const BookFigure& share, int64_t whole) {
  if (!IsPlainShare(share)) return {0, whole};
  return NumbersPrintedAs(share.value.middle, share.decimals, whole);
}

std::string Percent(int64_t number, int64_t whole) {
  return FormatFixed(100.0 * static_cast<double>(number) / static_cast<double>(whole), 1) + "%";
}

// "58 of 74 gives 78.4%, 59 gives 79.7%".
std::string Nearest(const BookFigure& share, int64_t whole) {
  const auto below =
      static_cast<int64_t>(std::floor(share.value.middle * static_cast<double>(whole) / 100));
  return std::to_string(below) + " of " + std::to_string(whole) + " gives " +
         Percent(below, whole) + " and " + std::to_string(below + 1) + " gives " +
         Percent(below + 1, whole);
}

std::string ShareText(const BookFigure& share) {
  return InWords(share.record.measure()) + " " +
         (share.printed ? share.record.printed() + "%" : "not printed");
}

std::string SharesText(const std::vector<const BookFigure*>& shares) {
  std::string text;
  for (const BookFigure* share : shares) text += (text.empty() ? "" : ", ") + ShareText(*share);
  return text;
}

// A share that no whole number gives; null where all are given by some.
const BookFigure* Impossible(const std::vector<const BookFigure*>& shares, int64_t whole) {
  for (const BookFigure* share : shares) {
    if (NumbersOf(*share, whole).empty()) return share;
  }
  return nullptr;
}

// The least and the most that numbers which give the shares can add up to.
std::pair<int64_t, int64_t> Total(const std::vector<const BookFigure*>& shares, int64_t whole) {
  std::pair<int64_t, int64_t> total = {0, 0};
  for (const BookFigure* share : shares) {
    const WholeNumbers numbers = NumbersOf(*share, whole);
    total.first += numbers.low;
    total.second += numbers.high;
  }
  return total;
}

std::string OffText(std::pair<int64_t, int64_t> total, int64_t whole) {
  const std::string make = total.first == total.second ? std::to_string(total.first)
                                                       : std::to_string(total.first) + " to " +
                                                             std::to_string(total.second);
  return "the whole numbers that give them make " + make + " of " + std::to_string(whole);
}

void JudgeShares(const std::vector<const BookFigure*>& shares, const BookFigure& count,
                 bool all_of_it, Check* check) {
  const auto whole = static_cast<int64_t>(count.value.middle);
  const std::string asked = SharesText(shares) + ": ";
  if (const BookFigure* share = Impossible(shares, whole)) {
    check->outcome = Outcome::kConflict;
    check->text = asked + "no whole number of " + PrintedText(count) + " is printed as " +
                  share->record.printed() + "%; " + Nearest(*share, whole) + ".";
    return;
  }
  const auto total = Total(shares, whole);
  if (!all_of_it || (total.first <= whole && whole <= total.second)) return;
  check->outcome = Outcome::kConflict;
  check->text =
      asked + "no split of " + PrintedText(count) + " gives them; " + OffText(total, whole) + ".";
}

// Shares that cannot make 100 together, whatever they are of.
void JudgeSum(const Split& split, Check* check) {
  if (check->outcome == Outcome::kConflict) return;
  Range sum = Range::Exactly(0);
  for (const BookFigure* share : split.shares) {
    sum = sum + (share->printed ? share->value : Range{0, 100, 0});
  }
  const Range hundred = Range::Exactly(100);
  if (!Meet(sum, hundred)) {
    check->outcome = Outcome::kConflict;
    check->text = SharesText(split.shares) + ": together " + FormatFixed(sum.middle, 1) +
                  "%, which rounding does not explain.";
  } else if (std::abs(sum.middle - 100) > 1e-6 &&
             std::all_of(split.shares.begin(), split.shares.end(),
                         [](const auto* share) { return share->printed; })) {
    check->outcome = Outcome::kWithinRounding;
    check->text = SharesText(split.shares) + ": together " + FormatFixed(sum.middle, 1) +
                  "%, which rounding explains.";
  }
}

Check CheckFor(const FigureBook& book, const std::vector<const BookFigure*>& shares, Slot slot) {
  Check check{.rule = kReconcileSplitRule};
  if (shares.size() > 1) slot.measure = "shares";
  check.title = TitleOf(book, slot);
  check.basis = shares;
  return check;
}

}  // namespace

void CheckSplits(Resolver& resolver, Checks* checks) {
  const FigureBook& book = resolver.book();
  for (const Split& split : SplitsOf(book)) {
    if (!split.AnyPrinted()) continue;
    Check check = CheckFor(book, split.shares, split.slot);
    if (const BookFigure* count = WholeOf(book, split.slot)) {
      JudgeShares(split.shares, *count, /*all_of_it=*/true, &check);
      check.basis.push_back(count);
    }
    JudgeSum(split, &check);
    checks->push_back(std::move(check));
  }
  for (const BookFigure& figure : book.figures()) {
    const Slot slot = SlotOf(figure);
    if (figure.record.one_of_a_split() || slot.share_of.empty() || !IsPlainShare(figure)) continue;
    const BookFigure* count = slot.share_of == slot.measure ? nullptr : WholeOf(book, slot);
    if (count == nullptr) continue;
    Check check = CheckFor(book, {&figure}, slot);
    JudgeShares({&figure}, *count, /*all_of_it=*/false, &check);
    check.basis.push_back(count);
    checks->push_back(std::move(check));
  }
}

namespace {

// The printed shares of a split, by measure; none where they say too little to be told apart.
std::map<std::string, double> Fingerprint(const Split& split) {
  std::map<std::string, double> printed;
  for (const BookFigure* share : split.shares) {
    if (share->printed && share->value.bounded()) {
      printed[share->record.measure()] = share->value.middle;
    }
  }
  if (printed.size() < 2) printed.clear();
  return printed;
}

// Who has a share in a roll-up that fails.
std::set<std::string> Suspects(const Checks& checks) {
  std::set<std::string> names;
  for (const Check& check : checks) {
    if (check.rule != kReconcileRollUpRule || check.outcome != Outcome::kConflict) continue;
    for (const BookFigure* figure : check.basis) names.insert(figure->record.name());
  }
  return names;
}

bool IsSuspect(const Split& split, const std::set<std::string>& suspects) {
  return std::any_of(split.shares.begin(), split.shares.end(),
                     [&](const auto* share) { return suspects.contains(share->record.name()); });
}

bool AreWholeAndPart(const FigureBook& book, const Split& a, const Split& b) {
  return book.WholeOf(a.slot) == b.slot.subject || book.WholeOf(b.slot) == a.slot.subject;
}

// Of one document and time, of different subjects and different counts.
bool MayBeCopied(const FigureBook& book, const Split& a, const Split& b) {
  if (a.slot.Of("") != b.slot.Of("") || a.slot.subject == b.slot.subject) return false;
  const BookFigure* count_a = WholeOf(book, a.slot);
  const BookFigure* count_b = WholeOf(book, b.slot);
  return count_a != nullptr && count_b != nullptr &&
         count_a->value.middle != count_b->value.middle && !AreWholeAndPart(book, a, b) &&
         Fingerprint(a) == Fingerprint(b) && !Fingerprint(a).empty();
}

}  // namespace

void HintAtEqualSplits(Resolver& resolver, Checks* checks) {
  const FigureBook& book = resolver.book();
  const std::set<std::string> suspects = Suspects(*checks);
  const std::vector<Split> splits = SplitsOf(book);
  for (size_t i = 0; i < splits.size(); ++i) {
    for (size_t j = i + 1; j < splits.size(); ++j) {
      const bool suspect = IsSuspect(splits[i], suspects) || IsSuspect(splits[j], suspects);
      if (!suspect || !MayBeCopied(book, splits[i], splits[j])) continue;
      const BookFigure* counts[] = {WholeOf(book, splits[i].slot), WholeOf(book, splits[j].slot)};
      Check check{.rule = kReconcileEqualSplitRule, .outcome = Outcome::kDoubtful};
      check.title = book.TitleOf(splits[i].slot) + " and " + book.TitleOf(splits[j].slot);
      check.text = "the same shares are printed for both (" + SharesText(splits[i].shares) +
                   "), on " + PrintedText(*counts[0]) + " and on " + PrintedText(*counts[1]) +
                   "; a roll-up with one of them fails, so one may be a copy of the other.";
      check.basis = splits[i].shares;
      check.basis.insert(check.basis.end(), splits[j].shares.begin(), splits[j].shares.end());
      check.basis.insert(check.basis.end(), std::begin(counts), std::end(counts));
      checks->push_back(std::move(check));
    }
  }
}

}  // namespace sheaf::reports
