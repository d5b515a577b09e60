// A few revisions in a row, read together: the versions that they made lie close to each other in
// the store where they were written in the order of their names, and one walk finds them.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "server/ledger/chain.h"
#include "server/ledger/ledger.h"
#include "server/store/store.h"

namespace sheaf::ledger {

struct Stretch {
  struct Link {
    ChainEntry entry;  // without its digests
    Commit commit;
  };
  // Up to the first revision that does not fit, each change checked against its digest. Whether the
  // entries link to each other is for the reader of the whole.
  std::vector<Link> links;
  // DATA_LOSS, or an error of the store, of the revision after them.
  absl::Status status;
};

// Puts the revisions `first` to `last`, which must exist, into `stretch`. What it held before goes,
// but its memory is used again: most of the time would be spent on making and freeing texts.
void ReadStretch(const store::Store& store, Revision first, Revision last, Stretch* stretch);

}  // namespace sheaf::ledger
