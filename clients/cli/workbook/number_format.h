// What a spreadsheet's number format shows of a number: enough to tell whether the number that is
// stored is the one that people see.
#pragma once

#include <string_view>

namespace sheaf::cli {

struct NumberFormat {
  enum Kind {
    // The number, perhaps with fewer decimals, separators, or words around it.
    kNumber,
    kDate,
    // Shows another number than the one stored.
    kPercent,
    kThousands,
    // Shows zeros before the number: a code, such as 007.
    kPadded,
  };

  Kind kind = kNumber;
  // Of a date: what it shows.
  bool year = false;
  bool month = false;
  bool day = false;
  bool time = false;
};

// A format by its code, "yyyy-mm-dd", "#,##0.0 %". Of its sections the first counts.
NumberFormat ParseNumberFormat(std::string_view code);

// A format by its number, where the workbook gives no code: those that every program knows.
NumberFormat BuiltInNumberFormat(int id);

}  // namespace sheaf::cli
