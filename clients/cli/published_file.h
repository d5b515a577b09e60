// What our files of printed figures say, as the messages of the contract. Which kind of file it is
// is told by its columns:
//
//   aec-elements.csv          code, name, characteristic, row_type, lines_YEAR, pct_...
//   aec-characteristics.csv   code, name, budget_pct, lines_YEAR, pct_...
//   aec-project-funding.csv   record_id, dimension, scope, value_kind, usd_million
//   aec-project-status.csv    record_id, record_type, status, projects
//   aec-dynamic-projects.csv  year, dynamic_projects, all_projects
//   the long form             subject, measure, unit, printed, and any other field of a figure
//
// Whatever the file calls it, one thing has one measure: action_lines, completed, in_progress,
// not_started, project_funding, projects, ...
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "clients/cli/file_problem.h"
#include "clients/cli/file_table.h"
#include "clients/cli/records_file.h"
#include "sheaf/v1/published_figure.pb.h"

namespace sheaf::cli {

// What the files themselves do not say.
struct PublishedDocument {
  std::string source;
  std::string source_date;
  // Of totals whose column names no year: "2016-2024". Empty: not stated.
  std::string period;
  // The plan whose records a subject's action lines are: "C4" to "plans/energy".
  std::map<std::string, std::string> plans;
};

// Each figure has an id: that of the file, or one made of subject, measure and period, behind one
// made of the document, so that figures of two documents never meet. Operands of derivations are
// given as the file's own ids. Every number column gives a figure, also where the cell is blank:
// then it is recorded as missing. `lines` has one entry a figure.
FileRecords<v1::PublishedFigure> ReadPublished(const FileTable& table,
                                               const PublishedDocument& document,
                                               FileProblems& problems);
const FieldColumns& PublishedColumns();

// "aec-blueprint-2025-end-term-review-2025." of a document and its date.
std::string IdPrefixOf(std::string_view source, std::string_view source_date);

}  // namespace sheaf::cli
