// The tables of the reconciliation report.
#pragma once

#include <string>
#include <vector>

#include "server/reports/reconciliation/check.h"
#include "server/reports/reconciliation/derived_totals.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// What was found, as a finding each: conflicts are errors, what is doubtful warnings, and what only
// rounding explains notes. The worst first.
std::vector<v1::Finding> FindingsOf(const std::vector<Check>& checks);

// Every conflict on one line, to be seen at once; nothing where there is none.
void AddConflictOverview(const std::vector<Check>& checks, v1::Section* section);
// One table: what is printed, what the others make of it, by how much they differ, where it stands.
void AddCheckTable(const FigureBook& book, const Check& check, v1::Section* section);
// Rule by rule, how many checks had which outcome.
void AddRuleTable(const std::vector<Check>& checks, v1::Section* section);
// The checks of `outcome`, a row a comparison, `most` at the most.
void AddCheckList(const std::vector<Check>& checks, Outcome outcome, std::string_view title,
                  size_t most, v1::Section* section);
void AddRecordTable(const std::vector<Check>& checks, v1::Section* section);
void AddDerivedTable(const FigureBook& book, const std::vector<DerivedTotal>& totals, size_t most,
                     v1::Section* section);
// The documents, and how much of each is recorded.
void AddDocumentTable(const FigureBook& book, v1::Section* section);

}  // namespace sheaf::reports
