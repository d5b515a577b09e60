// Whether the ledger and what is kept in memory beside it tell the same: each record's latest
// version, and whether it stands. The two are told apart by different code: the ledger seeks
// versions by their keys, the model and the manifests were told commit by commit.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"
#include "server/model/model.h"
#include "server/sectors/manifests.h"
#include "server/store/store.h"

namespace sheaf::upkeep {

// What was compared, and what differs, a sentence each.
struct Agreement {
  // Differences that are kept; more are counted only.
  static constexpr size_t kMaxKept = 20;

  int64_t records = 0;  // withdrawn and vanished ones included
  int64_t differences = 0;
  std::vector<std::string> kept;
};

// Compares all records at `head`, which `model` and `manifests` have been told up to. Errors are
// those of reading the store.
absl::StatusOr<Agreement> Compare(const store::Store& store, ledger::Revision head,
                                  const model::Model& model, const sectors::Manifests& manifests);

}  // namespace sheaf::upkeep
