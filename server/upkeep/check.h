// `sheafd --check`: whether all that is stored fits together.
#pragma once

#include <string>
#include <vector>

#include "server/ledger/ledger.h"
#include "server/model/model.h"
#include "server/sectors/manifests.h"
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

// Adds whether `model` and `manifests`, as a start from a snapshot made them, agree with the latest
// versions in `store` at `head`.
void CheckStart(const store::Store& store, ledger::Revision head, const model::Model& model,
                const sectors::Manifests& manifests, CheckResult* result);

}  // namespace sheaf::upkeep
