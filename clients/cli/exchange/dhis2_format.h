// DHIS2's dataValueSets as JSON, by codes: a data element for each KPI and series, an organisation
// unit for each member state.
//
//   {"idScheme": "CODE", "dataValues": [
//     {"dataElement": "EN-K-01", "period": "2022", "orgUnit": "ASEAN", "value": "27", "comment":
//     "Edition: ..."}, ...]}
//
// DHIS2 knows values and no kinds of them: baselines, targets and what is no actual are data
// elements of their own
// ("EN-K-01:TARGET"), as is usual there. Of two editions of one value it holds one; of targets that
// is the one in force.
#pragma once

#include "clients/cli/exchange/format.h"

namespace sheaf::cli::exchange {

Files WriteDhis2(const PlanRecords& records, const Publisher& publisher, Losses& losses);
void ReadDhis2(const std::string& name, const std::string& file, std::string_view bytes,
               const ReadingScope& scope, FileContent& content);

}  // namespace sheaf::cli::exchange
