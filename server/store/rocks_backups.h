// Backups of a store on RocksDB, by RocksDB's own backup engine: table files are shared between the
// backups of one folder, and everything is copied with its checksum. proto's BackupService and
// server/upkeep say what a backup means; here it is files and a label.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <shared_mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/base/clock.h"
#include "server/store/rocks_store.h"

namespace sheaf::store {

struct StoredBackup {
  uint32_t id = 0;  // from 1, growing
  // False where the list of its files is damaged or one of them is missing or cut short: then
  // nothing below is known.
  bool whole = true;
  Micros create_time = 0;
  int64_t bytes = 0;       // of its files, shared ones included
  std::string label = {};  // what Create was told to keep with it
};

// Thread-safe. Errors: NOT_FOUND (BACKUP_NOT_FOUND) for a backup that is not there, DATA_LOSS for
// one that is damaged, RESOURCE_EXHAUSTED where the disk is full, else UNAVAILABLE. The folder is
// for one server; others may read it.
class RocksBackups {
 public:
  // For making backups in `folder`, which is made (readable by its owner only) where it is missing.
  // What an interrupted backup left there is removed.
  static absl::StatusOr<std::unique_ptr<RocksBackups>> Open(const std::string& folder);
  // For reading those in `folder`; nothing is written there.
  static absl::StatusOr<std::unique_ptr<RocksBackups>> OpenForReading(const std::string& folder);

  // Backs up exactly what `store` holds at the moment when `label` is called; the label goes with
  // it. Writes stand still for that moment only. ABORTED (BACKUP_RUNNING) while another call makes,
  // verifies or deletes one. After any error nothing of the backup is kept.
  using Label = std::function<absl::StatusOr<std::string>()>;
  absl::StatusOr<StoredBackup> Create(LiveStore& store, const Label& label);

  // The oldest first.
  absl::StatusOr<std::vector<StoredBackup>> List() const;
  absl::StatusOr<StoredBackup> Find(uint32_t id) const;

  // Reads every file of the backup, compares its checksum, and then calls `look` with the store
  // that it holds. It is not deleted meanwhile.
  absl::Status Verify(uint32_t id, const std::function<absl::Status(const Store&)>& look) const;

  // ABORTED as Create.
  absl::Status Delete(uint32_t id);

  // Copies the backup into `folder`, which is empty or not there, comparing checksums on the way.
  // After an error the folder is not there.
  absl::Status Restore(uint32_t id, const std::string& folder) const;

 private:
  explicit RocksBackups(std::string folder) : folder_(std::move(folder)) {}

  const std::string folder_;
  // Held alone while files are made or deleted, shared while they are read.
  mutable std::shared_mutex files_;
};

}  // namespace sheaf::store
