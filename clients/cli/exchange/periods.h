// Reporting periods as each format writes them. Ours are "2024", "2024-H1", "2024-Q2" and
// "2024-06".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sheaf::cli::exchange {

// "2024", "2024-S1", "2024-Q2", "2024-06"; and its frequency as SDMX codes it: A, S, Q or M.
std::string SdmxPeriod(std::string_view period);
std::string_view SdmxFrequency(std::string_view period);
// Ours for SDMX's ("2024-A1" and "2024-M06" too). Nothing for a day, a week or what is no period.
std::optional<std::string> FromSdmxPeriod(std::string_view text);

// "2024", "2024S1", "2024Q2", "202406".
std::string Dhis2Period(std::string_view period);
// Ours for DHIS2's. Nothing for days, weeks, two months and financial years, which we have not.
std::optional<std::string> FromDhis2Period(std::string_view text);

// First and last day, "2024-04-01" and "2024-06-30", of a period or of a partial date. Empty for an
// empty one.
std::pair<std::string, std::string> DaysOf(std::string_view period);
// Ours of those days. Nothing where they are no year, half, quarter or month.
std::optional<std::string> PeriodOfDays(std::string_view first, std::string_view last);

}  // namespace sheaf::cli::exchange
