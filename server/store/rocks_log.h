// RocksDB's own log, as a file LOG in the store's folder.
//
// Debian's RocksDB is built with its assertions on, and its own logger aborts the process when a
// line cannot be written: a full disk would stop the server. This one drops the line.
#pragma once

#include <rocksdb/env.h>

#include <memory>
#include <string>

namespace sheaf::store {

// Appends warnings and errors; starts over once the file is larger than 4 MiB when opened.
std::shared_ptr<rocksdb::Logger> OpenRocksLog(const std::string& folder);

}  // namespace sheaf::store
