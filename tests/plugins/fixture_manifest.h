// The manifest of a fixture: the smallest that the server accepts, for any sector, with the report
// formats `formats`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

inline std::string FixtureManifest(std::string_view sector,
                                   const std::vector<std::string>& formats = {}) {
  std::string declared;
  for (const std::string& format : formats) {
    declared += "report_formats { id: \"" + format + "\" title: \"" + format + "\" }\n";
  }
  return R"(
    sector: ")" +
         std::string(sector) + R"("
    title: "Fixture"
    owner_body: "Meeting of Fixtures"
    rules_version: "fixture-1"
    levels { id: "action" title: "Action" plural: "Actions" }
    counted_parent_rule: COUNTS_ITSELF
    statuses { word: "completed" title: "Completed" state: COMPLETED }
    kpis { code: "K-1" title: "Lines" level: OUTPUT availability: COMPUTABLE formula: "Counts the lines." }
    kpis { code: "K-2" title: "Reported by others" level: OUTPUT availability: THIRD_PARTY }
    cadence { months: 12 }
    report_formats { id: "highlights" title: "Highlights" highlights: true }
  )" + declared;
}

// The file name of `path`: a fixture is the plugin of the sector that its file is named after.
inline std::string SectorOf(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}
