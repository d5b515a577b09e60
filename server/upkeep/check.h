// `sheafd --check`: whether all that is stored fits together.
#pragma once

#include <string>
#include <vector>

#include "server/store/rocks_store.h"

namespace sheaf::upkeep {

// A sentence for each thing that was checked and fits, with its counts, and one for each that does
// not.
struct CheckResult {
  std::vector<std::string> fits;
  std::vector<std::string> misfits;

  bool ok() const { return misfits.empty(); }
};

// Checks the files, the hash chain with every change and every remembered answer, and that the
// reports' model and the manifests, built anew from the history, agree with the ledger's latest
// versions. Goes on after a misfit where there is sense in it. Not while the store is written to.
CheckResult Check(const store::LiveStore& store);

}  // namespace sheaf::upkeep
