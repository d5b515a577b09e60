// What tables of KPIs have in common: the cells that tell a baseline, a target, a value, and why
// there is none.
#pragma once

#include <string>
#include <string_view>

#include "plugins/sdk/layout.h"
#include "server/reports/kpi_sheet.h"
#include "server/reports/verdict.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// A number of a period, from its record; `record` is "" where it is computed.
v1::Cell NumberFrom(double value, const std::string& record, std::string_view period);

// For people: "Held by a third party".
std::string_view TitleOf(v1::Availability availability);
// "actual", "carried forward".
std::string_view TitleOf(v1::ObservationKind kind);
v1::Tone ToneOf(VerdictKind kind);
// The edition of a value, with its kind where it is no actual.
std::string EditionText(const KpiPoint& point);

// Why there is no actual. Like the next two it may add a note to `table`.
v1::Cell NoActual(const KpiSheet& sheet, layout::TableLayout* table);
v1::Cell ActualCell(const KpiSheet& sheet, const KpiPoint& point, layout::TableLayout* table);
// The target in force, with a note that tells all targets and versions where there are more; blank
// where there is none.
v1::Cell TargetCell(const KpiSheet& sheet, const Verdict& verdict, layout::TableLayout* table);
// Blank where there is none.
v1::Cell BaselineCell(const KpiSheet& sheet);

}  // namespace sheaf::reports
