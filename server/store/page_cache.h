// RocksDB's files, and a way for a thread to read of its tables what the operating system holds in
// memory, and nothing that the disk would have to be asked for.
#pragma once

#include <rocksdb/env.h>

namespace sheaf::store {

// While one lives, the reads of its thread in an environment of PageCacheEnv fail (Busy) where
// they would wait for the disk.
class WithoutDisk {
 public:
  WithoutDisk();
  ~WithoutDisk();
  WithoutDisk(const WithoutDisk&) = delete;
  WithoutDisk& operator=(const WithoutDisk&) = delete;
};

// The machine's environment, whose table files heed WithoutDisk. Lives for ever.
rocksdb::Env* PageCacheEnv();

}  // namespace sheaf::store
