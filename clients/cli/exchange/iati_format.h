// IATI 2.03, as the official schema has it: an activity for the plan and one for each of its lines,
// tied by related-activity; KPIs as results of the plan's activity, updates as results of their
// line's.
//
// What IATI has no element for stands in legacy-data, its place for a publisher's own fields, and
// in the dimensions and comments of figures. README.md has the whole mapping.
#pragma once

#include "clients/cli/exchange/format.h"

namespace sheaf::cli::exchange {

Files WriteIati(const PlanRecords& records, const Publisher& publisher, Losses& losses);
// Takes no document type and no entities. Of activities that Sheaf did not write it reads the
// results whose indicator is a KPI of the scope's sector, by its code or title; the rest is told as
// notes.
void ReadIati(const std::string& name, const std::string& file, std::string_view bytes,
              const ReadingScope& scope, FileContent& content);

}  // namespace sheaf::cli::exchange
