// A file of updates made ready to be pushed: judged against what the server holds, plan by plan,
// and checked by the server without anything being written.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/file_import.h"
#include "clients/cli/push_preview.h"
#include "clients/cli/records_file.h"
#include "clients/cpp/connection.h"

namespace sheaf::cli {

// What goes to one plan, in the order of the file.
struct PlanPush {
  std::string plan;
  std::vector<v1::LineUpdate> updates;
  // The number of the row of each.
  std::vector<int64_t> lines;
  // How many of them correct; the others add.
  int64_t corrections = 0;
};

struct PreparedPush {
  std::vector<PlanPush> plans;
  // Every row of the file, in its order.
  std::vector<PreviewRow> rows;
  FileProblems warnings;
  // The newest revision that was seen.
  int64_t revision = 0;
};

// Gives every row a plan: its own or, where it does not say, `plan`; where that is empty too, the
// one that all others name. False where a row names another plan than `plan`, or none at all; that
// is a problem each.
bool AssignPlans(const std::string& plan, const std::vector<int64_t>& lines,
                 std::vector<RowIntent>& intents, FileProblems& problems);

// What is wrong with a row goes to the problems of `import`. The error is that of a request that
// was refused for another reason than its rows, or could not be made; `prepared` holds what came
// before.
absl::Status Prepare(client::Connection& connection, const UpdateFile& file, bool draft,
                     FileImport& import, PreparedPush& prepared);

// The same without a server, of a file that is about one plan: nothing can be compared with what is
// held. A row that shows an update adds one where it says so, and is left out, with a note, where
// it says nothing; one that corrects is a problem.
void PrepareOffline(const UpdateFile& file, FileImport& import, PreparedPush& prepared);

}  // namespace sheaf::cli
