// How RocksDB is run. FORMAT.md gives the reasons.
#pragma once

#include <rocksdb/options.h>

#include "server/store/rocks_store.h"

namespace sheaf::store {

// Makes the caches, which all databases opened with the result share. Without a log of events.
rocksdb::Options DbOptions(const RocksOptions& options);

}  // namespace sheaf::store
