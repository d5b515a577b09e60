// The open database and those who use it; and a way to put another one in its place, which RocksDB
// allows only once the first is closed.
#pragma once

#include <rocksdb/db.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/status/statusor.h"

namespace sheaf::store {

// Thread-safe; Close and Put by one thread at a time.
class SharedDatabase {
 public:
  explicit SharedDatabase(std::shared_ptr<rocksdb::DB> database) : database_(std::move(database)) {}

  // The database, which stays open as long as the result is kept. Waits while there is none because
  // it is being exchanged; an error where it could not be.
  absl::StatusOr<std::shared_ptr<rocksdb::DB>> Use() const;

  // The same without waiting: null where Use would wait or fail.
  std::shared_ptr<rocksdb::DB> UseAtOnce() const;

  // Closes the database once nobody uses it; Use waits from now on. False, and nothing has changed,
  // where somebody still used it after `patience`.
  bool Close(std::chrono::milliseconds patience);
  // What is used from now on.
  void Put(absl::StatusOr<std::shared_ptr<rocksdb::DB>> database);

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  // Null while it is being exchanged.
  absl::StatusOr<std::shared_ptr<rocksdb::DB>> database_;
};

}  // namespace sheaf::store
