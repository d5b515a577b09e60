// RocksDB's errors as ours.
#pragma once

#include <rocksdb/status.h>

#include <string_view>

#include "absl/status/status.h"

namespace sheaf::store {

// What the operator does once the disk is well again.
inline constexpr std::string_view kStartAgain = "then start the server again";
inline constexpr std::string_view kGoesOn = "then writes go on by themselves";

// OK stays OK. Otherwise DATA_LOSS, RESOURCE_EXHAUSTED or UNAVAILABLE as store.h says, with `doing`
// ("reading the store in /var/lib/sheaf") before RocksDB's own words, and after them what to do,
// which ends with `afterwards`.
absl::Status FromRocks(const rocksdb::Status& status, std::string_view doing,
                       std::string_view afterwards);

// True where `status`, of opening a database, says that somebody else has it open.
bool IsHeldByAnother(const rocksdb::Status& status);

}  // namespace sheaf::store
