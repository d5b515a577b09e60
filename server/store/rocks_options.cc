#include "server/store/rocks_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/table.h>

#include <memory>

#include "server/store/page_cache.h"

namespace sheaf::store {
namespace {

constexpr double kMemtableFilterPart = 0.01;  // of the write buffer: some thirty bits a key

rocksdb::BlockBasedTableOptions TableOptions(const RocksOptions& options) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(options.block_cache_bytes);
  // Indexes and filters stay outside of the cache: a table's are megabytes in one piece, which push
  // each other out and are read and unpacked again for every key.
  table.cache_index_and_filter_blocks = false;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10, false));
  table.format_version = 5;
  return table;
}

// After a failed write to the log RocksDB would clear its error once there is room, and reuse the
// log or the numbers of the write that failed. RocksStore opens the database anew instead.
class NoRecoveryOfTheLog : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason reason, rocksdb::Status,
                            bool* auto_recovery) override {
    if (reason == rocksdb::BackgroundErrorReason::kWriteCallback) *auto_recovery = false;
  }
};

}  // namespace

rocksdb::Options DbOptions(const RocksOptions& options) {
  rocksdb::Options db;
  db.create_if_missing = true;
  db.env = PageCacheEnv();
  // A record that ends too early is the trace of a crash, and was not acknowledged. Any other
  // damage may hide acknowledged data: refuse to open instead of dropping what follows (FORMAT.md).
  db.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  db.listeners.push_back(std::make_shared<NoRecoveryOfTheLog>());
  db.write_buffer_size = options.write_buffer_bytes;
  db.max_write_buffer_number = kWriteBuffers;
  // A Bloom filter over what is gathered in memory, so that a read of what is in a table does not
  // search there first.
  db.memtable_whole_key_filtering = true;
  db.memtable_prefix_bloom_size_ratio = kMemtableFilterPart;
  db.max_total_wal_size = 4 * options.write_buffer_bytes;  // bounds the replay when opening
  db.compression = rocksdb::kLZ4Compression;
  db.max_background_jobs = 2;
  db.max_open_files = 256;  // each of two descriptors (page_cache.cc)
  db.bytes_per_sync = 1 << 20;
  // Of whole table files, beside those of their blocks: what is copied can be compared with what
  // was written.
  db.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  db.table_factory.reset(rocksdb::NewBlockBasedTableFactory(TableOptions(options)));
  return db;
}

}  // namespace sheaf::store
