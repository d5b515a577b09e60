#include "server/store/shared_database.h"

#include <thread>
#include <utility>

namespace sheaf::store {

absl::StatusOr<std::shared_ptr<rocksdb::DB>> SharedDatabase::Use() const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !database_.ok() || *database_ != nullptr; });
  return database_;
}

std::shared_ptr<rocksdb::DB> SharedDatabase::UseAtOnce() const {
  const std::lock_guard lock(mutex_);
  return database_.ok() ? *database_ : nullptr;
}

bool SharedDatabase::Close(std::chrono::milliseconds patience) {
  std::shared_ptr<rocksdb::DB> database;
  {
    const std::lock_guard lock(mutex_);
    if (!database_.ok()) return true;
    database = std::exchange(*database_, nullptr);
  }
  // Nobody can begin to use it, so that the number of its users only falls.
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (database.use_count() > 1) {
    if (std::chrono::steady_clock::now() >= deadline) {
      Put(std::move(database));
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

void SharedDatabase::Put(absl::StatusOr<std::shared_ptr<rocksdb::DB>> database) {
  {
    const std::lock_guard lock(mutex_);
    database_ = std::move(database);
  }
  changed_.notify_all();
}

}  // namespace sheaf::store
