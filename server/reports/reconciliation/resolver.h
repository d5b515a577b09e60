// What a thing can be, by all that is recorded of it: as printed; else as the document says it was
// computed; else the sum of its parts, or of its years. What is not printed is never taken for
// zero.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/reports/reconciliation/figure_book.h"

namespace sheaf::reports {

// In the base of its unit.
struct Resolved {
  Range value;
  FigureUnit unit;
  // The figures that it was read from.
  std::vector<const BookFigure*> basis;
  // False where it is printed as it is.
  bool derived = false;
  // False where something of it is not printed: then it has no upper end.
  bool complete = true;
  // How it was derived, for people: "the sum of 5 parts".
  std::string how;
};

// Parts or years added up.
struct Summed {
  Resolved sum;
  // What is not printed of it.
  std::vector<std::string> missing;
};

// Holds a pointer to the book. Not thread-safe.
class Resolver {
 public:
  explicit Resolver(const FigureBook* book) : book_(book) {}

  // Nothing where nothing can be said.
  std::optional<Resolved> Resolve(const Slot& slot);
  std::optional<Resolved> Resolve(const BookFigure& figure);

  // Every way in which what is not printed follows from what is: as the document says, from its
  // parts, from the parts of its parts, from its years, from what the other parts of its whole
  // leave.
  std::vector<Resolved> WaysToDerive(const Slot& slot);

  // What the derivation of `figure` gives; nothing where it has none, or an operand is unknown.
  std::optional<Resolved> Derive(const BookFigure& figure);

  // The parts of `whole`, added up: a part of which nothing is printed is replaced by its own
  // parts. Nothing where no part is printed, or where they cannot be added. One printed as it is
  // leaves its own parts out, unless `by_smallest`.
  std::optional<Summed> SumOfParts(const Slot& whole, bool by_smallest = false);
  // The years of `total` that are printed as years alone, added up. Nothing where none is, or
  // where the period is not whole years.
  std::optional<Summed> SumOfYears(const Slot& total);

  const FigureBook& book() const { return *book_; }

 private:
  // Adds what is known of `part` to `to`; false where nothing is.
  bool AddPart(const Slot& part, bool by_smallest, Summed* to);
  // What is left of the whole where it and all other parts are printed.
  std::optional<Resolved> LeftByOthers(const Slot& part) const;
  // All that is printed of one thing; nothing where that cannot be compared.
  std::optional<Resolved> Printed(const Slot& slot) const;
  std::optional<std::vector<Resolved>> Operands(const BookFigure& figure);

  const FigureBook* book_;
  // Under resolution: what leads back to itself is not known.
  std::set<Slot> open_;
  std::set<const BookFigure*> open_figures_;
};

// Of two ways to derive one thing: all of it before a part, then what is known more closely.
bool IsSurer(const Resolved& a, const Resolved& b);

// Whether the figure is of a kind that adds up: no share, no date.
bool AddsUp(const BookFigure& figure);

}  // namespace sheaf::reports
