#include "server/reports/render/cell_text.h"

#include <algorithm>
#include <cmath>

#include "proto/values/number.h"

namespace sheaf::reports {
namespace {

constexpr int kMaxDecimals = 12;

// Puts a comma between each three digits before the decimal point.
std::string Grouped(std::string digits) {
  const size_t first = digits.starts_with('-') ? 1 : 0;
  size_t at = std::min(digits.find('.'), digits.size());
  while (at > first + 3) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

// The figure alone, without the period it is about.
std::string FigureText(const v1::Cell& cell, std::string_view unit) {
  switch (cell.value_case()) {
    case v1::Cell::kText:
      return cell.text();
    case v1::Cell::kCount:
      return WithUnit(CountText(cell.count()), unit);
    case v1::Cell::kNumber: {
      const auto decimals =
          cell.has_decimals() ? std::optional<int>(cell.decimals()) : std::nullopt;
      return WithUnit(NumberText(cell.number(), decimals), unit);
    }
    case v1::Cell::kShare:
      return ShareText(cell.share());
    case v1::Cell::kDate:
      return cell.date();
    case v1::Cell::kMissing:
      return MissingText(cell.missing());
    case v1::Cell::VALUE_NOT_SET:
      break;
  }
  return "";
}

}  // namespace

std::string CountText(int64_t count) { return Grouped(std::to_string(count)); }

std::string NumberText(double value, std::optional<int> decimals) {
  if (std::isnan(value)) return "not a number";
  if (std::isinf(value)) return "infinite";
  if (!decimals) return Grouped(FormatNumber(value));
  return Grouped(FormatFixed(value, std::clamp(*decimals, 0, kMaxDecimals)));
}

std::string PercentText(const v1::Share& share) {
  const int64_t part = share.numerator();
  const int64_t whole = share.denominator();
  if (whole == 0) return "";
  if (part == 0) return "0%";
  if (part == whole) return "100%";
  const std::string rounded =
      FormatFixed(100.0 * static_cast<double>(part) / static_cast<double>(whole), 1);
  if (rounded == "0.0") return "<0.1%";
  if (rounded == "100.0" && part < whole) return ">99.9%";
  return Grouped(rounded) + "%";
}

std::string CountsText(const v1::Share& share) {
  return CountText(share.numerator()) + " of " + CountText(share.denominator());
}

std::string ShareText(const v1::Share& share) {
  const std::string percent = PercentText(share);
  return percent.empty() ? CountsText(share) : percent + " (" + CountsText(share) + ")";
}

std::string MissingText(v1::MissingReason reason) {
  switch (reason) {
    case v1::BLANK:
      return "blank";
    case v1::NOT_AVAILABLE:
      return "not available";
    case v1::NOT_APPLICABLE:
      return "not applicable";
    case v1::NOT_REPORTED:
      return "not reported";
    default:
      return "missing, reason not stated";
  }
}

std::string WithUnit(std::string figure, std::string_view unit) {
  if (unit.empty()) return figure;
  if (!unit.starts_with('%')) figure += ' ';
  return figure.append(unit);
}

std::string CellText(const v1::Cell& cell, std::string_view column_unit) {
  std::string text = FigureText(cell, cell.unit() == column_unit ? "" : cell.unit());
  return cell.period().empty() || text.empty() ? text : text + " (" + cell.period() + ")";
}

bool NamesUnit(std::string_view title, std::string_view unit) {
  return title.find(unit) != std::string_view::npos;
}

std::string ColumnText(const v1::Column& column) {
  return NamesUnit(column.title(), column.unit()) ? column.title()
                                                  : column.title() + " (" + column.unit() + ")";
}

}  // namespace sheaf::reports
