// Plain CSV: a folder with a file for each kind of record, in the columns of Sheaf's own imports,
// so that each of them is also one for `sheaf plan import`, `sheaf push`, `sheaf kpi import` ...
//
//   plan.csv  member_states.csv  lines.csv  updates.csv  kpis.csv  observations.csv
//
// kpis.csv has baselines, targets and the values of the region; observations.csv the values that it
// has no columns for: those of a member state, of a series, or with a note.
#pragma once

#include "clients/cli/exchange/format.h"

namespace sheaf::cli::exchange {

const std::vector<std::string>& CsvFiles();

Files WriteCsv(const PlanRecords& records, const Publisher& publisher, Losses& losses);
// `name` is one of CsvFiles().
void ReadCsvFile(const std::string& name, const std::string& file, std::string_view bytes,
                 const ReadingScope& scope, FileContent& content);

}  // namespace sheaf::cli::exchange
