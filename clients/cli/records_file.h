// What a file of one of our kinds says, as the messages of the contract; and back: which cell of
// the file a field of a message came from. One reader a kind of file; the columns are described
// with the sample data.
//
// A reader returns all rows that it could make something of, and adds what is wrong to `problems`;
// so the server can be asked about the rest of a file that is wrong already.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/cli/file_problem.h"
#include "clients/cli/file_table.h"
#include "sheaf/v1/member_state.pb.h"
#include "sheaf/v1/observation_service.pb.h"
#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::cli {

// The records of a file.
template <typename Record>
struct FileRecords {
  std::vector<Record> records;
  // Of each item that the server counts as a row, the number of the row it came from. Items are the
  // records; for figures, the rows of the table.
  std::vector<int64_t> lines;
  // What was accepted but deserves a look, such as columns that are not known.
  std::vector<std::string> notes;
};

// A field of a message ("progress.unit") and the column it is read from ("unit"), where their names
// differ.
using FieldColumns = std::vector<std::pair<std::string_view, std::string_view>>;

// The column that a server's `field` was read from: the longest entry of `columns` that it is or
// lies under ("member_states[2]" under "member_states"); "attributes.x" is x, "titles.vi" is
// title_vi; else `field` itself.
std::string ColumnOf(std::string_view field, const FieldColumns& columns);

// Each kind has its shape: what its columns are called.

// Lines of `plan` ("energy"). Required: line_code, parent_code, level, title. title_vi is the title
// in that language. Other columns that are not known become attributes. A line code that an earlier
// row has is a problem.
FileRecords<v1::Line> ReadLines(const FileTable& table, std::string_view plan,
                                FileProblems& problems);
const FieldColumns& LineColumns();
const FileShape& LineShape();

// What a row of a file of updates means to do.
enum class RowChange {
  // Not said.
  kNone,
  // Adds an update, beside the one that the row shows.
  kAdd,
  // Corrects the update that the row shows.
  kReplace,
};

// What a row of a file of updates says besides its update.
struct RowIntent {
  // The id of the plan; empty where the row does not say.
  std::string plan;
  // The id of the update that the row showed when the file was made; empty for a row that showed
  // none.
  std::string shown;
  // That update's etag then.
  std::string etag;
  RowChange change = RowChange::kNone;
};

struct UpdateFile : FileRecords<v1::LineUpdate> {
  // Of each record.
  std::vector<RowIntent> intents;
  // Those of the file: what it has no column for, its rows leave as it is.
  std::vector<std::string> columns;
};

// Updates. Required: line_code, reported_status. Columns that are not known become attributes, but
// for those that only say what a row is about: line_title, line_level, and those of forms
// (due_table.h). Of a form, a file with such columns or with one of updates shown, rows without an
// answer are left out.
UpdateFile ReadUpdates(const FileTable& table, FileProblems& problems);
const FieldColumns& UpdateColumns();
const FileShape& UpdateShape();

// KPI figures: of each row up to a baseline, a target and an observation. `row` of a figure is the
// index of its record in the table. The order of rows versions the targets of a KPI; a baseline or
// target that a later row only repeats is one. Required: sector, kpi_code, and the values, years
// and kind.
FileRecords<v1::Figure> ReadKpis(const FileTable& table, FileProblems& problems);
const FieldColumns& KpiColumns();
const FileShape& KpiShape();

// Observations of `sector`, under the names of their indicators. Required: indicator, member_state,
// year, value, unit.
FileRecords<v1::Figure> ReadObservations(const FileTable& table, std::string_view sector,
                                         FileProblems& problems);
const FieldColumns& ObservationColumns();
const FileShape& ObservationShape();

// Member states. Required: iso3, name, joined.
FileRecords<v1::MemberState> ReadMemberStates(const FileTable& table, FileProblems& problems);
const FieldColumns& MemberStateColumns();
const FileShape& MemberStateShape();

}  // namespace sheaf::cli
