// What a row of a file of updates comes to: an addition, a correction of the update that it shows,
// or nothing, because it says what is held. Adding and replacing are the writer's to tell apart: a
// row that differs from what it shows and does not say which of the two is meant is refused.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/records_file.h"
#include "clients/cli/update_cells.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::cli {

enum class RowOutcome { kAdded, kChanged, kUnchanged, kRefused };

// "added" and so on.
std::string WordOf(RowOutcome outcome);

struct RowJudgement {
  RowOutcome outcome = RowOutcome::kAdded;
  // What to send; of a row that is refused, what would be.
  v1::LineUpdate update;
  // Against the update that the row shows; none where it shows none.
  std::vector<CellChange> changes;
  // Of a row that is refused: the column, and the reason in a sentence.
  std::string column;
  std::string problem;
  // What deserves to be known of a row that is taken; empty for nothing.
  std::string note;
};

// One row and what it is held against.
struct RowToJudge {
  const v1::LineUpdate& row;
  const RowIntent& intent;
  // Of the file.
  const std::vector<std::string>& columns;
  // The update that the row shows, as it is now; null where the row shows none, or none is held.
  const v1::Update* held = nullptr;
};

// The version of an update that had this etag; nothing where there was none.
using EarlierVersion =
    std::function<std::optional<v1::Update>(const std::string& name, const std::string& etag)>;

// `earlier` is asked only where the update was corrected since the file was made.
RowJudgement Judge(const RowToJudge& row, const EarlierVersion& earlier);

}  // namespace sheaf::cli
