// The store on RocksDB, in a folder of its own.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/store/store.h"

namespace sheaf::store {

struct RocksOptions {
  size_t block_cache_bytes = 64 << 20;   // of blocks read from disk, kept in memory
  size_t write_buffer_bytes = 32 << 20;  // gathered in memory before a table file is written
};

// Opens the store in `folder`, which is made (readable by its owner only) where it is missing.
// FAILED_PRECONDITION where another process has it open; DATA_LOSS where acknowledged data is
// damaged; otherwise as store.h says. A write cut short by a crash was never acknowledged and is
// dropped.
absl::StatusOr<std::unique_ptr<Store>> OpenRocksStore(const std::string& folder,
                                                      const RocksOptions& options = {});

}  // namespace sheaf::store
