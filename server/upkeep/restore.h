// `sheafd --restore`: a data folder from a backup.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "server/upkeep/backups.h"
#include "server/upkeep/check.h"

namespace sheaf::upkeep {

struct Restored {
  Backup backup;
  CheckResult check;  // of what was restored; it is ok()
};

// Copies a backup from `backup_dir` to the ledger's folder `ledger_dir`, and checks it as --check
// does. `which` is its number, "backups/3" or "latest". Only what was checked appears under
// `ledger_dir`.
//
// FAILED_PRECONDITION (DATA_FOLDER_NOT_EMPTY) where the folder that `ledger_dir` is to be in holds
// anything; NOT_FOUND where there is no such backup; DATA_LOSS where it is damaged: then nothing is
// restored.
absl::StatusOr<Restored> Restore(const std::string& backup_dir, const std::string& which,
                                 const std::string& ledger_dir);

// The number of a backup: of "3" or "backups/3". INVALID_ARGUMENT for anything else.
absl::StatusOr<uint32_t> BackupNumber(const std::string& text);

}  // namespace sheaf::upkeep
