// What was written in updates. Their texts are not in the model but in the ledger; they are read as
// of the view's revision, a bounded number of them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"
#include "server/model/model.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::reports {

// One text of an update.
struct WrittenText {
  std::string title;  // "Challenges"
  std::string text;
};

// The texts of an update that are not empty, in the order in which reports show them.
std::vector<WrittenText> TextsOf(const v1::Update& update);

// The updates of these names as the view counts them, in their order. Errors are the ledger's;
// DATA_LOSS where a name that the model has is not there.
absl::StatusOr<std::vector<v1::Update>> ReadUpdates(const ledger::Ledger& ledger,
                                                    const std::vector<std::string>& names,
                                                    const model::View& view);

}  // namespace sheaf::reports
