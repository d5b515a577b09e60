// SDMX-CSV: the figures of a sector's KPIs and series, one a row.
//
// Written as version 2.0 (STRUCTURE, STRUCTURE_ID, ACTION). Read are 1.0 (DATAFLOW), 2.0 and 2.1,
// with labels in the same column ("ID: name") or in one of their own, commas or semicolons (then
// decimal commas). README.md has the columns.
#pragma once

#include "clients/cli/exchange/format.h"

namespace sheaf::cli::exchange {

Files WriteSdmxCsv(const PlanRecords& records, const Publisher& publisher, Losses& losses);
void ReadSdmxCsv(const std::string& name, const std::string& file, std::string_view bytes,
                 const ReadingScope& scope, FileContent& content);

// The column of SDMX that a field of a figure is read from.
const FieldColumns& SdmxColumns();

}  // namespace sheaf::cli::exchange
