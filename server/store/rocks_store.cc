#include "server/store/rocks_store.h"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <cstdarg>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <utility>

#include "server/base/failpoint.h"
#include "server/base/status.h"
#include "server/store/rocks_log.h"
#include "server/store/rocks_status.h"

namespace sheaf::store {
namespace {

rocksdb::Slice ToSlice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

rocksdb::BlockBasedTableOptions TableOptions(const RocksOptions& options) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(options.block_cache_bytes);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10, false));
  table.format_version = 5;
  return table;
}

// After a failed write to the log RocksDB would clear its error once there is room, and then append
// behind a torn record. Our store takes no more writes instead, so nothing is to be recovered.
class NoRecoveryOfTheLog : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason reason, rocksdb::Status,
                            bool* auto_recovery) override {
    if (reason == rocksdb::BackgroundErrorReason::kWriteCallback) *auto_recovery = false;
  }
};

// RocksDB's log of a database that is only read: nothing is written anywhere.
class NoLog : public rocksdb::Logger {
 public:
  using Logger::Logv;
  void Logv(const char*, va_list) override {}
};

rocksdb::Options DbOptions(const RocksOptions& options) {
  rocksdb::Options db;
  db.create_if_missing = true;
  // A record that ends too early is the trace of a crash, and was not acknowledged. Any other
  // damage may hide acknowledged data: refuse to open instead of dropping what follows (FORMAT.md).
  db.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  db.listeners.push_back(std::make_shared<NoRecoveryOfTheLog>());
  db.write_buffer_size = options.write_buffer_bytes;
  db.max_total_wal_size = 4 * options.write_buffer_bytes;  // bounds the replay when opening
  db.compression = rocksdb::kLZ4Compression;
  db.bottommost_compression = rocksdb::kZSTD;
  db.max_background_jobs = 2;
  db.max_open_files = 512;
  db.bytes_per_sync = 1 << 20;
  // Of whole table files, beside those of their blocks: what is copied can be compared with what
  // was written.
  db.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  db.table_factory.reset(rocksdb::NewBlockBasedTableFactory(TableOptions(options)));
  return db;
}

class RocksCursor : public Cursor {
 public:
  RocksCursor(rocksdb::DB* db, std::string_view lower, std::string_view upper,
              const std::string& doing)
      : lower_(lower), upper_(upper), lower_slice_(lower_), upper_slice_(upper_), doing_(doing) {
    rocksdb::ReadOptions read;
    read.iterate_lower_bound = &lower_slice_;
    if (!upper_.empty()) read.iterate_upper_bound = &upper_slice_;
    iterator_.reset(db->NewIterator(read));
  }

  void Seek(std::string_view key) override { iterator_->Seek(ToSlice(key)); }
  bool Valid() const override { return iterator_->Valid(); }
  void Next() override { iterator_->Next(); }
  std::string_view key() const override { return ToView(iterator_->key()); }
  std::string_view value() const override { return ToView(iterator_->value()); }
  absl::Status status() const override { return FromRocks(iterator_->status(), doing_); }

 private:
  // RocksDB keeps pointers to the slices, and those to the strings.
  const std::string lower_, upper_;
  const rocksdb::Slice lower_slice_, upper_slice_;
  const std::string& doing_;  // of the store
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

class RocksStore : public LiveStore {
 public:
  RocksStore(std::unique_ptr<rocksdb::DB> db, const std::string& folder,
             std::shared_ptr<rocksdb::Env> env = nullptr)
      : env_(std::move(env)),
        db_(std::move(db)),
        reading_("reading " + folder),
        writing_("writing to " + folder) {}

  absl::StatusOr<std::string> Get(std::string_view key) const override {
    std::string value;
    const rocksdb::Status status = db_->Get(rocksdb::ReadOptions(), ToSlice(key), &value);
    if (!status.ok()) return FromRocks(status, reading_);
    return value;
  }

  std::unique_ptr<Cursor> Walk(std::string_view lower, std::string_view upper) const override {
    return std::make_unique<RocksCursor>(db_.get(), lower, upper, reading_);
  }

  absl::Status Write(const Batch& batch) override {
    std::lock_guard lock(write_mutex_);
    if (!failed_.ok()) return failed_;
    Failpoint("store.before_write");
    const absl::Status status = FromRocks(WriteSynced(batch), writing_);
    Failpoint("store.after_write");
    if (!status.ok())
      failed_ = WithContext(status, "no more writes until the server is started again");
    return status;
  }

  absl::StatusOr<TableFiles> VerifyTables() const override {
    rocksdb::Status status = db_->VerifyFileChecksums(rocksdb::ReadOptions());
    if (status.ok()) status = db_->VerifyChecksum();
    if (!status.ok()) return FromRocks(status, reading_);
    TableFiles tables;
    std::vector<rocksdb::LiveFileMetaData> files;
    db_->GetLiveFilesMetaData(&files);
    for (const rocksdb::LiveFileMetaData& file : files) {
      ++tables.count;
      tables.bytes += static_cast<int64_t>(file.size);
    }
    return tables;
  }

  absl::StatusOr<std::unique_lock<std::mutex>> PauseWrites() override {
    std::unique_lock lock(write_mutex_);
    if (!failed_.ok()) return failed_;
    return lock;
  }

  rocksdb::DB* database() override { return db_.get(); }

 private:
  rocksdb::Status WriteSynced(const Batch& batch) {
    rocksdb::WriteBatch writes;
    for (const auto& [key, value] : batch.puts) {
      if (rocksdb::Status status = writes.Put(key, value); !status.ok()) return status;
    }
    for (const std::string& key : batch.deletes) {
      if (rocksdb::Status status = writes.Delete(key); !status.ok()) return status;
    }
    rocksdb::WriteOptions write;
    write.sync = true;
    return db_->Write(write, &writes);
  }

  const std::shared_ptr<rocksdb::Env> env_;  // null: the machine's; outlives the database
  const std::unique_ptr<rocksdb::DB> db_;
  const std::string reading_, writing_;
  std::mutex write_mutex_;
  absl::Status failed_;  // of the first write that failed: the log may end in a torn record
};

absl::Status MakeFolder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::is_directory(folder, error)) return absl::OkStatus();
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError("the data folder " + folder + " cannot be made: " +
                                error.message() + "; make it, or choose another one");
}

}  // namespace

absl::StatusOr<std::unique_ptr<LiveStore>> OpenRocksStore(const std::string& folder,
                                                          const RocksOptions& options) {
  SHEAF_RETURN_IF_ERROR(MakeFolder(folder));
  rocksdb::Options db_options = DbOptions(options);
  db_options.info_log = OpenRocksLog(folder);
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(db_options, folder, &db);
  if (IsHeldByAnother(status)) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "DATA_FOLDER_IN_USE",
                   "the data folder " + folder +
                       " is in use by another server; stop that one first, or choose another "
                       "folder for this one");
  }
  SHEAF_RETURN_IF_ERROR(FromRocks(status, "opening the data folder " + folder));
  return std::make_unique<RocksStore>(std::unique_ptr<rocksdb::DB>(db), folder);
}

absl::StatusOr<std::unique_ptr<Store>> OpenRocksStoreForReading(const std::string& folder,
                                                                std::shared_ptr<rocksdb::Env> env) {
  rocksdb::Options db_options = DbOptions(RocksOptions());
  db_options.info_log = std::make_shared<NoLog>();
  if (env != nullptr) db_options.env = env.get();
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::OpenForReadOnly(db_options, folder, &db);
  SHEAF_RETURN_IF_ERROR(FromRocks(status, "opening " + folder));
  return std::make_unique<RocksStore>(std::unique_ptr<rocksdb::DB>(db), folder, std::move(env));
}

}  // namespace sheaf::store
