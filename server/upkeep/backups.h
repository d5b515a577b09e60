// Backups of the ledger, made while it is written to.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/base/clock.h"
#include "server/ledger/chain.h"
#include "server/store/rocks_backups.h"

namespace sheaf::upkeep {

// A backup and what it holds.
struct Backup {
  uint32_t id = 0;
  // False where its own description is damaged: then nothing below is known. Verify says why.
  bool readable = true;
  Micros create_time = 0;
  int64_t bytes = 0;    // of its files, those included that it shares with other backups
  ledger::Tail tail;    // everything up to and including this revision
  std::string version;  // of the build that made it
};

// The backups in `files`, the oldest first; for reading them without a server.
absl::StatusOr<std::vector<Backup>> ListBackups(const store::RocksBackups& files);

// Thread-safe. Calls take as long as reading or copying all files does: never on an RPC thread.
// Errors are those of store::RocksBackups.
class Backups {
 public:
  // Keeps them in `folder`. `store` is the ledger's and must outlive this; `version` is this
  // build's.
  static absl::StatusOr<std::unique_ptr<Backups>> Open(const std::string& folder,
                                                       store::LiveStore* store,
                                                       std::string version);

  // Of all that is committed when it begins.
  absl::StatusOr<Backup> Create();
  absl::StatusOr<std::vector<Backup>> List() const;
  // Compares every checksum, opens the backup, walks its chain, and looks whether that ends where
  // it should.
  absl::StatusOr<Backup> Verify(uint32_t id) const;
  absl::Status Delete(uint32_t id);

 private:
  Backups(std::unique_ptr<store::RocksBackups> files, store::LiveStore* store, std::string version)
      : files_(std::move(files)), store_(store), version_(std::move(version)) {}

  const std::unique_ptr<store::RocksBackups> files_;
  store::LiveStore* const store_;
  const std::string version_;
};

}  // namespace sheaf::upkeep
