// The columns that a document's table takes on a sheet. What one cell of a document says together
// stands apart there, so that it can be added up, sorted and charted: a share is its count, its
// percentage and what it is out of; a period stands beside its figure.
#pragma once

#include <string>
#include <vector>

#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

struct XlsxColumn {
  enum class Part {
    // The whole value; of a share, its count.
    kValue,
    kPercent,
    kOutOf,
    kPeriod,
    // A year as a number: where a chart's axis is time.
    kYear,
  };

  // The column of the document's table.
  int source = 0;
  Part part = Part::kValue;
  std::string title{};
  bool numeric = false;
  // The longest marks of notes in it, for which figures without marks leave room.
  std::string marks{};
};

// Shares of neighbouring columns that are out of the same numbers have one column for them.
std::vector<XlsxColumn> XlsxColumnsOf(const v1::Table& table);

// What one cell of a sheet holds.
struct XlsxValue {
  enum class Kind { kBlank, kText, kNumber };
  Kind kind = Kind::kBlank;
  // What a reader sees, marks included: for widths, and where a number has to be a text.
  std::string text{};
  double number = 0;
  std::string number_format{};
  // A word in place of a value.
  bool missing = false;
};

// An empty cell for a row that is shorter.
XlsxValue XlsxValueAt(const v1::Table& table, const XlsxColumn& column, const v1::Row& row);

}  // namespace sheaf::reports
