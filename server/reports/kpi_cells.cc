#include "server/reports/kpi_cells.h"

#include <utility>

#include "plugins/sdk/layout.h"
#include "proto/values/number.h"

namespace sheaf::reports {
namespace {

std::string YearText(int year) { return year == 0 ? "" : std::to_string(year); }

}  // namespace

v1::Cell NumberFrom(double value, const std::string& record, std::string_view period) {
  v1::Cell cell = layout::InPeriod(layout::Number(value), period);
  return record.empty() ? cell : layout::From(std::move(cell), record);
}

std::string_view TitleOf(v1::Availability availability) {
  switch (availability) {
    case v1::AVAILABLE:
      return "Available";
    case v1::PARTIAL:
      return "Partial";
    case v1::PROXY_ONLY:
      return "Proxy only";
    case v1::COMPUTABLE:
      return "Computable";
    case v1::THIRD_PARTY:
      return "Held by a third party";
    case v1::NONE:
      return "None";
    default:
      return "Not declared";
  }
}

std::string_view TitleOf(v1::ObservationKind kind) {
  switch (kind) {
    case v1::FORECAST:
      return "forecast";
    case v1::ESTIMATE:
      return "estimate";
    case v1::PROXY:
      return "proxy";
    case v1::CARRIED_FORWARD:
      return "carried forward";
    default:
      return "actual";
  }
}

v1::Tone ToneOf(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::kMet:
    case VerdictKind::kExpected:
      return v1::GOOD;
    case VerdictKind::kShort:
      return v1::BAD;
    case VerdictKind::kWrongWay:
      return v1::CAUTION;
    default:
      return v1::MUTED;
  }
}

std::string EditionText(const KpiPoint& point) {
  std::string text = point.edition.empty() ? "not named" : point.edition;
  const std::string_view kind = TitleOf(point.kind);
  return kind == TitleOf(v1::ACTUAL) ? text : text + " (" + std::string(kind) + ")";
}

v1::Cell NoActual(const KpiSheet& sheet, layout::TableLayout* table) {
  if (!sheet.unavailable.empty()) {
    return layout::WithNote(layout::Missing(v1::NOT_AVAILABLE),
                            table->Note("To be computed from the records: " + sheet.unavailable));
  }
  v1::Cell cell = layout::Missing(sheet.missing == v1::MISSING_REASON_UNSPECIFIED ? v1::NOT_REPORTED
                                                                                  : sheet.missing);
  if (sheet.member_state_values == 0) return cell;
  return layout::WithNote(
      std::move(cell), table->Note("Values of member states are recorded, none of the region; they "
                                   "are not added up where no rule is declared."));
}

v1::Cell ActualCell(const KpiSheet& sheet, const KpiPoint& point, layout::TableLayout* table) {
  v1::Cell cell = NumberFrom(point.value, point.record, point.period);
  if (point.edition != kComputedEdition || sheet.method.empty()) return cell;
  return layout::WithNote(std::move(cell), table->Note("Computed by the plugin: " + sheet.method));
}

v1::Cell TargetCell(const KpiSheet& sheet, const Verdict& verdict, layout::TableLayout* table) {
  if (verdict.target == nullptr) return layout::Blank();
  const std::string year = YearText(verdict.target->year);
  // A year without a value: the value exists but could not be had.
  v1::Cell cell = verdict.target->versions.empty()
                      ? layout::InPeriod(layout::Missing(v1::NOT_AVAILABLE), year)
                      : NumberFrom(verdict.target->versions.back(), verdict.target->record, year);
  const std::string all = AllTargetsText(sheet);
  if (all.find_first_of(";,(") == std::string::npos) return cell;
  return layout::WithNote(std::move(cell),
                          table->Note("Targets of " + sheet.definition->code() + ": " + all + "."));
}

v1::Cell BaselineCell(const KpiSheet& sheet) {
  if (!sheet.baseline || !sheet.baseline->has_value()) return layout::Blank();
  return NumberFrom(sheet.baseline->value(), sheet.baseline->name(),
                    YearText(sheet.baseline->year()));
}

}  // namespace sheaf::reports
