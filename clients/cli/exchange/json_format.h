// The contract's own JSON: one object with a list for each kind of record, one record a line.
//
//   {"format": "sheaf-plan-records-1",
//    "plan": {"name": "plans/energy", ...},
//    "lines": [ {...}, ... ], "updates": [ ... ], "figures": [ ... ], "memberStates": [ ... ]}
#pragma once

#include "clients/cli/exchange/format.h"

namespace sheaf::cli::exchange {

Files WriteJson(const PlanRecords& records, const Publisher& publisher, Losses& losses);
void ReadJson(const std::string& name, const std::string& file, std::string_view bytes,
              const ReadingScope& scope, FileContent& content);

}  // namespace sheaf::cli::exchange
