#include "server/store/rocks_store.h"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/options.h>
#include <rocksdb/write_batch.h>
#include <spdlog/spdlog.h>

#include <cstdarg>
#include <mutex>
#include <utility>
#include <vector>

#include "server/base/failpoint.h"
#include "server/base/status.h"
#include "server/store/page_cache.h"
#include "server/store/rocks_folder.h"
#include "server/store/rocks_log.h"
#include "server/store/rocks_options.h"
#include "server/store/rocks_status.h"
#include "server/store/shared_database.h"

namespace sheaf::store {
namespace {

using Clock = std::chrono::steady_clock;
using Database = std::shared_ptr<rocksdb::DB>;

// How long readers are kept waiting for others who read, so that the database can be opened anew.
constexpr std::chrono::milliseconds kReadersPatience{250};

rocksdb::Slice ToSlice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

class RocksCursor : public Cursor {
 public:
  RocksCursor(Database db, std::string_view lower, std::string_view upper, const std::string& doing)
      : db_(std::move(db)),
        lower_(lower),
        upper_(upper),
        lower_slice_(lower_),
        upper_slice_(upper_),
        doing_(doing) {
    rocksdb::ReadOptions read;
    read.iterate_lower_bound = &lower_slice_;
    if (!upper_.empty()) read.iterate_upper_bound = &upper_slice_;
    iterator_.reset(db_->NewIterator(read));
  }

  void Seek(std::string_view key) override { iterator_->Seek(ToSlice(key)); }
  bool Valid() const override { return iterator_->Valid(); }
  void Next() override { iterator_->Next(); }
  std::string_view key() const override { return ToView(iterator_->key()); }
  std::string_view value() const override { return ToView(iterator_->value()); }
  absl::Status status() const override {
    return FromRocks(iterator_->status(), doing_, kStartAgain);
  }

 private:
  const Database db_;
  // RocksDB keeps pointers to the slices, and those to the strings.
  const std::string lower_, upper_;
  const rocksdb::Slice lower_slice_, upper_slice_;
  const std::string& doing_;                     // of the store
  std::unique_ptr<rocksdb::Iterator> iterator_;  // last: of the database
};

// RocksDB's log of a database that is only read: nothing is written anywhere.
class NoLog : public rocksdb::Logger {
 public:
  using Logger::Logv;
  void Logv(const char*, va_list) override {}
};

// Over a store that cannot be read.
class NoCursor : public Cursor {
 public:
  explicit NoCursor(absl::Status status) : status_(std::move(status)) {}
  void Seek(std::string_view) override {}
  bool Valid() const override { return false; }
  void Next() override {}
  std::string_view key() const override { return {}; }
  std::string_view value() const override { return {}; }
  absl::Status status() const override { return status_; }

 private:
  const absl::Status status_;
};

absl::StatusOr<Database> Open(const rocksdb::Options& options, const std::string& folder,
                              std::string_view afterwards) {
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(options, folder, &db);
  if (IsHeldByAnother(status)) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "DATA_FOLDER_IN_USE",
                   "the data folder " + folder +
                       " is in use by another server; stop that one first, or choose another "
                       "folder for this one");
  }
  SHEAF_RETURN_IF_ERROR(FromRocks(status, "opening the data folder " + folder, afterwards));
  return Database(db);
}

// Needs no room on the disk.
absl::StatusOr<Database> OpenToRead(const rocksdb::Options& options, const std::string& folder) {
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::OpenForReadOnly(options, folder, &db);
  SHEAF_RETURN_IF_ERROR(FromRocks(status, "reading the data folder " + folder, kStartAgain));
  return Database(db);
}

class RocksStore : public LiveStore {
 public:
  // `env`, which `options` may name, outlives the database.
  RocksStore(Database db, const std::string& folder, rocksdb::Options options,
             std::chrono::milliseconds recovery_interval,
             std::shared_ptr<rocksdb::Env> env = nullptr)
      : env_(std::move(env)),
        db_(std::move(db)),
        folder_(folder),
        options_(std::move(options)),
        recovery_interval_(recovery_interval),
        reading_("reading " + folder),
        writing_("writing to " + folder) {}

  absl::StatusOr<std::string> Get(std::string_view key) const override {
    SHEAF_ASSIGN_OR_RETURN(const Database db, db_.Use());
    std::string value;
    const rocksdb::Status status = db->Get(rocksdb::ReadOptions(), ToSlice(key), &value);
    if (!status.ok()) return FromRocks(status, reading_, kStartAgain);
    return value;
  }

  std::optional<std::string> GetInMemory(std::string_view key) const override {
    const Database db = db_.UseAtOnce();
    if (db == nullptr) return std::nullopt;
    const WithoutDisk without_disk;
    std::string value;
    const rocksdb::Status status = db->Get(rocksdb::ReadOptions(), ToSlice(key), &value);
    return status.ok() ? std::optional(std::move(value)) : std::nullopt;
  }

  std::vector<absl::StatusOr<std::string>> GetMany(
      const std::vector<std::string>& keys) const override;

  std::unique_ptr<Cursor> Walk(std::string_view lower, std::string_view upper) const override {
    absl::StatusOr<Database> db = db_.Use();
    if (!db.ok()) return std::make_unique<NoCursor>(db.status());
    return std::make_unique<RocksCursor>(*std::move(db), lower, upper, reading_);
  }

  absl::Status Write(const Batch& batch) override {
    const std::lock_guard lock(write_mutex_);
    if (!failed_.ok()) return failed_;
    Failpoint("store.before_write");
    failed_ = FromRocks(WriteSynced(batch), writing_, kGoesOn);
    Failpoint("store.after_write");
    if (!failed_.ok()) spdlog::error("no more writes for now: {}", std::string(failed_.message()));
    return failed_;
  }

  absl::Status Recover() override {
    const std::lock_guard lock(write_mutex_);
    if (failed_.ok() || Clock::now() < next_recovery_) return failed_;
    const absl::Status room = CheckRoom(folder_);
    failed_ = room.ok() ? Reopen() : room;
    next_recovery_ = Clock::now() + recovery_interval_;
    if (failed_.ok()) spdlog::info("the disk of {} takes writes again", folder_);
    return failed_;
  }

  absl::StatusOr<TableFiles> VerifyTables() const override;

  int64_t CacheBytes() const override;

  absl::StatusOr<std::unique_lock<std::mutex>> PauseWrites() override {
    std::unique_lock lock(write_mutex_);
    if (!failed_.ok()) return failed_;
    return lock;
  }

  absl::StatusOr<std::shared_ptr<rocksdb::DB>> database() override { return db_.Use(); }

 private:
  rocksdb::Status WriteSynced(const Batch& batch);
  absl::Status Reopen();

  const std::shared_ptr<rocksdb::Env> env_;
  SharedDatabase db_;
  const std::string folder_;
  const rocksdb::Options options_;
  const std::chrono::milliseconds recovery_interval_;
  const std::string reading_, writing_;
  std::mutex write_mutex_;
  absl::Status failed_;  // why no batch is taken: the log may end in a torn record
  Clock::time_point next_recovery_;
};

rocksdb::Status RocksStore::WriteSynced(const Batch& batch) {
  rocksdb::WriteBatch writes;
  for (const auto& [key, value] : batch.puts) {
    if (rocksdb::Status status = writes.Put(key, value); !status.ok()) return status;
  }
  for (const std::string& key : batch.deletes) {
    if (rocksdb::Status status = writes.Delete(key); !status.ok()) return status;
  }
  rocksdb::WriteOptions write;
  write.sync = true;
  const absl::StatusOr<Database> db = db_.Use();
  return db.ok() ? (*db)->Write(write, &writes) : rocksdb::Status::IOError("it is not open");
}

std::vector<absl::StatusOr<std::string>> RocksStore::GetMany(
    const std::vector<std::string>& keys) const {
  const absl::StatusOr<Database> db = db_.Use();
  if (!db.ok()) return {keys.size(), db.status()};
  const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
  std::vector<rocksdb::PinnableSlice> found(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  (*db)->MultiGet(rocksdb::ReadOptions(), (*db)->DefaultColumnFamily(), keys.size(), slices.data(),
                  found.data(), statuses.data());
  std::vector<absl::StatusOr<std::string>> values;
  values.reserve(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].ok()) {
      values.emplace_back(found[i].ToString());
    } else {
      values.emplace_back(FromRocks(statuses[i], reading_, kStartAgain));
    }
  }
  return values;
}

absl::StatusOr<TableFiles> RocksStore::VerifyTables() const {
  SHEAF_ASSIGN_OR_RETURN(const Database db, db_.Use());
  rocksdb::Status status = db->VerifyFileChecksums(rocksdb::ReadOptions());
  if (status.ok()) status = db->VerifyChecksum();
  if (!status.ok()) return FromRocks(status, reading_, kStartAgain);
  TableFiles tables;
  std::vector<rocksdb::LiveFileMetaData> files;
  db->GetLiveFilesMetaData(&files);
  for (const rocksdb::LiveFileMetaData& file : files) {
    ++tables.count;
    tables.bytes += static_cast<int64_t>(file.size);
  }
  return tables;
}

int64_t RocksStore::CacheBytes() const {
  const auto db = db_.Use();
  if (!db.ok()) return 0;
  int64_t bytes = 0;
  for (const std::string* property :
       {&rocksdb::DB::Properties::kBlockCacheUsage, &rocksdb::DB::Properties::kSizeAllMemTables,
        &rocksdb::DB::Properties::kEstimateTableReadersMem}) {
    uint64_t value = 0;
    if ((*db)->GetIntProperty(*property, &value)) bytes += static_cast<int64_t>(value);
  }
  return bytes;
}

// Opening reads the log up to where it is torn, puts what it holds into a table, and begins a new
// one.
absl::Status RocksStore::Reopen() {
  if (!db_.Close(kReadersPatience)) {
    return absl::UnavailableError(folder_ +
                                  " is being read, so that it cannot be made ready for writes yet; "
                                  "send the request again in a moment");
  }
  absl::StatusOr<Database> db = Open(options_, folder_, kGoesOn);
  const absl::Status status = db.status();
  db_.Put(status.ok() ? std::move(db) : OpenToRead(options_, folder_));
  return status;
}

}  // namespace

absl::StatusOr<std::unique_ptr<LiveStore>> OpenRocksStore(const std::string& folder,
                                                          const RocksOptions& options) {
  SHEAF_RETURN_IF_ERROR(MakeFolder(folder));
  SHEAF_RETURN_IF_ERROR(CheckFiles(folder, options.log_required));
  rocksdb::Options db_options = DbOptions(options);
  db_options.info_log = OpenRocksLog(folder);
  SHEAF_ASSIGN_OR_RETURN(Database db, Open(db_options, folder, kStartAgain));
  return std::make_unique<RocksStore>(std::move(db), folder, std::move(db_options),
                                      options.recovery_interval);
}

absl::StatusOr<std::unique_ptr<Store>> OpenRocksStoreForReading(const std::string& folder,
                                                                std::shared_ptr<rocksdb::Env> env) {
  const RocksOptions options;
  rocksdb::Options db_options = DbOptions(options);
  db_options.info_log = std::make_shared<NoLog>();
  if (env != nullptr) db_options.env = env.get();
  SHEAF_ASSIGN_OR_RETURN(Database db, OpenToRead(db_options, folder));
  return std::make_unique<RocksStore>(std::move(db), folder, std::move(db_options),
                                      options.recovery_interval, std::move(env));
}

}  // namespace sheaf::store
