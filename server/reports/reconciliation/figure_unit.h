// Units of printed figures: what can be compared with what, and what was counted one by one.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::reports {

struct FigureUnit {
  // What is left without its scale: "USD" of "USD million". Figures of one base can be compared.
  std::string base;
  double scale = 1;
  // Whole things, counted: lines, projects, people. A whole number of them is exact, while a
  // whole number of dollars or per cent was rounded to it.
  bool counts = false;

  bool is_percent() const { return base == "%"; }
  bool is_date() const { return base == "date"; }
};

// "USD million" is a million of "USD"; so with thousand, billion and trillion. What is counted is
// all that is neither a percentage, a date, a currency (three capitals), nor measured (km, MW,
// tonnes, years and the like), and has no scale.
FigureUnit UnitOf(std::string_view unit);

}  // namespace sheaf::reports
