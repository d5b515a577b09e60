// A figure in words. The one place where a cell becomes text, so that all renderings say the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sheaf/v1/document.pb.h"
#include "sheaf/v1/kpi.pb.h"

namespace sheaf::reports {

// "1,234,567".
std::string CountText(int64_t count);

// "1,234.5", with `decimals` places or, unset, as many as the number has. In words where a program
// sent what is no number.
std::string NumberText(double value, std::optional<int> decimals = std::nullopt);

// "54.3%". Rounding never hides a line: some of many is "<0.1%", all but one is ">99.9%"; "0%" and
// "100%" are only for none and for all. Empty for a denominator of 0.
std::string PercentText(const v1::Share& share);

// "38 of 70": what stands beside a percentage.
std::string CountsText(const v1::Share& share);

// "54.3% (38 of 70)", or "0 of 0" where there is nothing to be a share of.
std::string ShareText(const v1::Share& share);

// "not reported". Never empty, never zero.
std::string MissingText(v1::MissingReason reason);

// `figure` with its unit: "100 MW", "27%". A unit that begins with % stands close.
std::string WithUnit(std::string figure, std::string_view unit);

// The cell without its notes; empty for an empty cell. `column_unit` is said in the column's head
// and not repeated.
std::string CellText(const v1::Cell& cell, std::string_view column_unit = "");

// Whether a title says the unit itself, as "Counted lines" does; then it is not said again.
bool NamesUnit(std::string_view title, std::string_view unit);

// "Target (%)": a column's title with its unit.
std::string ColumnText(const v1::Column& column);

}  // namespace sheaf::reports
