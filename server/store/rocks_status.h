// RocksDB's errors as ours.
#pragma once

#include <rocksdb/status.h>

#include <string_view>

#include "absl/status/status.h"

namespace sheaf::store {

// OK stays OK. Otherwise DATA_LOSS, RESOURCE_EXHAUSTED or UNAVAILABLE as store.h says, with `doing`
// ("reading the store in /var/lib/sheaf") before RocksDB's own words, and what to do after them.
absl::Status FromRocks(const rocksdb::Status& status, std::string_view doing);

// True where `status`, of opening a database, says that somebody else has it open.
bool IsHeldByAnother(const rocksdb::Status& status);

}  // namespace sheaf::store
