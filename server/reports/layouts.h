// The documents of the core, laid out from the material of a report. No clock is read here: the
// same material gives the same document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "server/reports/material.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// Across all sectors and plans.
absl::StatusOr<v1::Document> LayOutOverview(const Material& material);

// The counts of all sectors and plans alone: `material` has counts, and its parts have totals and
// nothing else.
absl::StatusOr<v1::Document> LayOutHeadline(const Material& material);

// Every member state in every sector.
absl::StatusOr<v1::Document> LayOutMemberStates(const Material& material);
// One of them in every sector: `material` has its code. Errors are those of the ledger that rounds
// are read in.
absl::StatusOr<v1::Document> LayOutMemberState(const Material& material);

// What other documents have printed, held against itself and the records: `material` has a ledger,
// or it says that they cannot be read.
absl::StatusOr<v1::Document> LayOutReconciliation(const Material& material);

// One sector: `material` has its part alone. Errors are those of the ledger that texts are read in.
absl::StatusOr<v1::Document> LayOutProgress(const Material& material);
absl::StatusOr<v1::Document> LayOutAnnualPriorities(const Material& material);
absl::StatusOr<v1::Document> LayOutCompliance(const Material& material);
absl::StatusOr<v1::Document> LayOutResultsMap(const Material& material);
absl::StatusOr<v1::Document> LayOutEntryIntoForce(const Material& material);
absl::StatusOr<v1::Document> LayOutReportingRounds(const Material& material);

// Across all sectors, or of one.
absl::StatusOr<v1::Document> LayOutFindings(const Material& material);
absl::StatusOr<v1::Document> LayOutCoverage(const Material& material);
// `material` has an earlier side.
absl::StatusOr<v1::Document> LayOutComparison(const Material& material);
// Across all sectors: of pairs of lines, which may be of two.
absl::StatusOr<v1::Document> LayOutSuspectedDuplicates(const Material& material);

// A plugin's own format: its sections alone. `part` has an evaluation.
v1::Document LayOutFormat(const Part& part, const v1::ReportFormat& format);

// A document of `part` without sections; `title` is said after the sector's.
v1::Document DocumentOf(const Part& part, std::string_view format, std::string_view title);

}  // namespace sheaf::reports
