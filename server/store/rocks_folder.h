// The folder of a RocksDB database: what must be true of it before RocksDB is let in.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace sheaf::store {

// Makes `folder` for its owner only where it is missing. UNAVAILABLE where that cannot be, or where
// nothing can be written in it.
absl::Status MakeFolder(const std::string& folder);

// DATA_LOSS where files are missing that held acknowledged writes, or led to them, and that RocksDB
// does without, or does not call missing: without CURRENT it makes a new, empty database in the
// place of the old one, and without the write-ahead log (looked for where `log_required`) it opens
// what was there before it.
absl::Status CheckFiles(const std::string& folder, bool log_required);

// RESOURCE_EXHAUSTED where the disk has no room for opening the database in `folder` anew, which
// moves the contents of the write-ahead log into a table.
absl::Status CheckRoom(const std::string& folder);

}  // namespace sheaf::store
