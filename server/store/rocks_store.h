// The store on RocksDB, in a folder of its own.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "server/store/store.h"

namespace rocksdb {
class DB;
class Env;
}  // namespace rocksdb

namespace sheaf::store {

// Of writes, one that is filled and one that is written to disk.
inline constexpr int kWriteBuffers = 2;

// What RocksDB keeps in memory is block_cache_bytes and kWriteBuffers times write_buffer_bytes,
// 320 MiB as it comes, and the indexes and filters of the open tables: some ten bytes a record.
struct RocksOptions {
  size_t block_cache_bytes = 256 << 20;  // of blocks read from disk
  size_t write_buffer_bytes = 32 << 20;  // gathered in memory before a table file is written
  // At most this often Recover tries to open the database anew.
  std::chrono::milliseconds recovery_interval{1000};
  // False for a folder that was just restored: RocksDB's backups may hold no log.
  bool log_required = true;
};

// The files that hold what is not in the log.
struct TableFiles {
  int64_t count = 0;
  int64_t bytes = 0;
};

// An open store, with what checks and backups need beside the port. Thread-safe.
class LiveStore : public Store {
 public:
  // Reads all table files and compares the checksums of files and blocks. DATA_LOSS names the file
  // that does not fit.
  virtual absl::StatusOr<TableFiles> VerifyTables() const = 0;

  // What RocksDB keeps in memory: blocks that were read, write buffers, and the indexes and filters
  // of the open tables. 0 while the database is being opened anew.
  virtual int64_t CacheBytes() const = 0;

  // While the lock is held no batch is written: what is read is the newest. The error of the write
  // that failed, where one did: then the log may hold more than what can be read.
  virtual absl::StatusOr<std::unique_lock<std::mutex>> PauseWrites() = 0;

  // For rocks_backups.cc alone. While it is kept the store cannot recover.
  virtual absl::StatusOr<std::shared_ptr<rocksdb::DB>> database() = 0;
};

// Opens the store in `folder`, which is made (readable by its owner only) where it is missing.
// FAILED_PRECONDITION where another process has it open; DATA_LOSS where acknowledged data is
// damaged or missing; otherwise as store.h says. A write cut short by a crash was never
// acknowledged and is dropped.
//
// While the disk refuses writes, reads go on. Recover waits for cursors that are open, for a short
// time: as long as one is kept, the store cannot recover.
absl::StatusOr<std::unique_ptr<LiveStore>> OpenRocksStore(const std::string& folder,
                                                          const RocksOptions& options = {});

// Opens what `env` (null: the machine's) shows in `folder` for reading only; nothing is written
// there. Errors as above.
absl::StatusOr<std::unique_ptr<Store>> OpenRocksStoreForReading(
    const std::string& folder, std::shared_ptr<rocksdb::Env> env = nullptr);

}  // namespace sheaf::store
