// KPIs as they are on record: every value with its year, kind and edition, and the reason where
// there is none. Nothing is judged here: verdicts are the core's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/facts.h"
#include "plugins/sdk/layout.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::plugin {

// For people: "Carried forward", "Outcome".
std::string_view TitleOf(sheaf::v1::ObservationKind kind);
std::string_view TitleOf(sheaf::v1::KpiLevel level);

// "Internet access (IC-K-01)".
std::string Label(const sheaf::v1::KpiDefinition& kpi);

// The region's value that is no forecast, of the latest period; of one period, the one recorded
// last. Values without a period come before all others.
std::optional<ObservationView> LatestValue(const Facts& facts, std::string_view kpi);

// Why there is no value, for the reader: "No value is on record: the sources name the KPI and give
// none."
std::string WhyNoValue(const Facts& facts, const sheaf::v1::KpiDefinition& kpi);

// The value with its period, or missing, with the reason as a note of `table`.
sheaf::v1::Cell LatestValueCell(const Facts& facts, const sheaf::v1::KpiDefinition& kpi,
                                layout::TableLayout* table);

}  // namespace sheaf::plugin
