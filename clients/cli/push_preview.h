// What pushing a file would do, row by row: for people, and with stable columns for programs.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/file_problem.h"
#include "clients/cli/row_judgement.h"
#include "clients/cli/table.h"
#include "google/protobuf/struct.pb.h"

namespace sheaf::cli {

// A row of the file, judged.
struct PreviewRow {
  int64_t number = 0;
  std::string plan;
  RowJudgement judgement;
};

struct PushPreview {
  std::vector<PreviewRow> rows;
  // By grade; a row that a problem is about is refused.
  const FileProblems& problems;
  const FileProblems& warnings;

  size_t Count(RowOutcome outcome) const;
};

// One line for each row that is added; one for each field of a row that is changed, with what it
// was before; for programs also the rows that stay as they are, and all that is told of the file,
// with its grade: error, warning, note. Columns: outcome, grade, sheet, row, plan, line_code,
// member_state, update, letter, column, before, after, text.
Table TableOf(const PushPreview& preview, bool for_people);

// {"added": 2, "changed": 1, "unchanged": 30, "refused": 0, "rows": [...]}, of each row what the
// table says.
google::protobuf::Struct MessageOf(const PushPreview& preview);

// "2 added, 1 changed, 30 unchanged, 0 refused".
std::string SummaryOf(const PushPreview& preview);

}  // namespace sheaf::cli
