// What a rule found when it held printed figures against each other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/reports/reconciliation/figure_book.h"
#include "server/reports/reconciliation/range.h"
#include "server/reports/reconciliation/resolver.h"

namespace sheaf::reports {

// From the best to the worst.
enum class Outcome : uint8_t {
  kAgrees,
  // Agrees only because figures were rounded, or parts are not printed.
  kWithinRounding,
  // Worth knowing: figures of different things.
  kNoted,
  // Somebody should look at it.
  kDoubtful,
  kConflict,
};

// One value against what others say it must be, both in the base of the unit.
struct Comparison {
  // The figure that is judged; null where it is not printed.
  const BookFigure* printed = nullptr;
  // For people: "completed".
  std::string label;
  // What the others make of it.
  Range computed;
  // In which figures are shown: of the printed one, or of what it is made of.
  FigureUnit unit;
  Outcome outcome = Outcome::kAgrees;
  // Where nothing is printed: what is derived in its place.
  Range said = {};

  // Computed less printed, in the base: of best guesses where there are two, else from the nearest
  // ends. 0 where they agree exactly, or nothing is printed or derived.
  double Difference() const;
};

struct Check {
  std::string_view rule;
  Outcome outcome = Outcome::kAgrees;
  std::string title = {};  // "A Highly integrated economy: shares of action lines, 2023"
  std::string text = {};   // what was found, for an official; "" where it agrees
  std::vector<Comparison> comparisons = {};
  // The figures that were used besides those that are judged.
  std::vector<const BookFigure*> basis = {};
};

// Agrees exactly where best guesses are the same once `computed` is rounded as `printed` is;
// otherwise within rounding where the ranges meet; else a conflict.
Outcome Judge(const BookFigure& printed, const Range& computed);
Comparison Compare(const BookFigure& printed, const Range& computed);
// Where not all parts are known: a conflict only where what is known exceeds what is printed.
Comparison CompareAtLeast(const BookFigure& printed, const Range& computed);

// Adds `comparison`; the check is as bad as the worst of them.
void Add(Comparison comparison, Check* check);

// Values for people, in the unit of a figure: "272,490,650 USD", "87.0%", "2018-04".
std::string ValueText(double base_value, const FigureUnit& unit, int decimals);
std::string PrintedText(const BookFigure& figure);
// "87.0%", "between 86.5% and 87.5%" where there is no best guess, "at least 12 lines".
std::string RangeText(const Range& range, const FigureUnit& unit, int decimals);
// Decimals that show a difference from `figure`: one more than it is printed with, none for counts.
int DecimalsBeside(const BookFigure& figure);
// "16.0 percentage points", "1 USD", "6 elements".
std::string DifferenceText(double base_difference, const FigureUnit& unit, int decimals);

// "A1 Trade in Goods: completed as a share of action lines, 2023".
std::string TitleOf(const FigureBook& book, const Slot& slot);
// The same without what it is a share of.
std::string ShortTitleOf(const FigureBook& book, Slot slot);
// With a capital at its beginning.
std::string Capital(std::string text);
// "2017 and 2022"; of many the first, and how many more.
std::string Enumerated(std::vector<std::string> words);
// "action lines", of "action_lines".
std::string InWords(std::string_view snake_case);
// "2023" or "2016-2024"; "" where not stated.
std::string PeriodText(DateSpan span);
// The names of the figures' records, each once.
std::vector<std::string> RecordsOf(const Check& check);

}  // namespace sheaf::reports
