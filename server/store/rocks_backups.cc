#include "server/store/rocks_backups.h"

#include <rocksdb/db.h>
#include <rocksdb/utilities/backup_engine.h>
#include <rocksdb/utilities/stackable_db.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <utility>

#include "server/base/status.h"
#include "server/store/rocks_status.h"

namespace sheaf::store {
namespace {

namespace fs = std::filesystem;

absl::Status FromEngine(const rocksdb::Status& status, const std::string& doing) {
  if (status.ok()) return absl::OkStatus();
  const std::string what = doing + ": " + status.ToString();
  switch (FromRocks(status, "", "").code()) {
    case absl::StatusCode::kNotFound:
      return Refusal(absl::StatusCode::kNotFound, "BACKUP_NOT_FOUND",
                     doing + ": there is no such backup; list them to see which there are");
    case absl::StatusCode::kDataLoss:
      return absl::DataLossError(what + "; this backup is damaged: use another one");
    case absl::StatusCode::kResourceExhausted:
      return absl::ResourceExhaustedError(what +
                                          "; the disk is full: make room on it, or delete "
                                          "older backups");
    default:
      return absl::UnavailableError(what + "; check the disk and the folder's permissions");
  }
}

absl::Status Busy() {
  return Refusal(absl::StatusCode::kAborted, "BACKUP_RUNNING",
                 "a backup is being made, verified or deleted; try again when that is done");
}

std::string Numbered(uint32_t id, const std::string& folder) {
  return "backup " + std::to_string(id) + " in " + folder;
}

absl::StatusOr<std::unique_ptr<rocksdb::BackupEngine>> OpenEngine(const std::string& folder) {
  rocksdb::BackupEngine* engine = nullptr;
  const rocksdb::BackupEngineOptions options(folder);
  const rocksdb::Status status =
      rocksdb::BackupEngine::Open(options, rocksdb::Env::Default(), &engine);
  SHEAF_RETURN_IF_ERROR(FromEngine(status, "opening the backup folder " + folder));
  return std::unique_ptr<rocksdb::BackupEngine>(engine);
}

absl::StatusOr<std::unique_ptr<rocksdb::BackupEngineReadOnly>> OpenReader(
    const std::string& folder) {
  rocksdb::BackupEngineReadOnly* engine = nullptr;
  const rocksdb::BackupEngineOptions options(folder);
  const rocksdb::Status status =
      rocksdb::BackupEngineReadOnly::Open(options, rocksdb::Env::Default(), &engine);
  SHEAF_RETURN_IF_ERROR(FromEngine(status, "opening the backup folder " + folder));
  return std::unique_ptr<rocksdb::BackupEngineReadOnly>(engine);
}

// Where the list of a backup's files cannot be read, or one is missing or cut short, the engine
// sets the backup aside when it is opened.
absl::Status CheckWhole(const rocksdb::BackupEngineReadOnly& engine, uint32_t id,
                        const std::string& what) {
  std::vector<rocksdb::BackupID> damaged;
  engine.GetCorruptedBackups(&damaged);
  if (std::find(damaged.begin(), damaged.end(), id) == damaged.end()) return absl::OkStatus();
  return absl::DataLossError(what +
                             ": a file of it is missing, cut short or cannot be read; this backup "
                             "is damaged: use another one");
}

StoredBackup ToStored(const rocksdb::BackupInfo& info) {
  return {info.backup_id, true, info.timestamp * 1'000'000, static_cast<int64_t>(info.size),
          info.app_metadata};
}

// The engine clears away shared files that no backup names, but not the files of a backup that was
// never finished.
absl::Status RemoveUnfinished(const std::string& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder + "/private", error)) {
    if (entry.path().extension() == ".tmp") fs::remove_all(entry.path(), error);
    if (error) break;
  }
  if (!error || error == std::errc::no_such_file_or_directory) return absl::OkStatus();
  return absl::UnavailableError("the backup folder " + folder + " cannot be cleaned up: " +
                                error.message() + "; check its permissions");
}

// A database whose writes go on as soon as it is settled which files, up to which byte, are to be
// copied.
class Snapshot : public rocksdb::StackableDB {
 public:
  Snapshot(rocksdb::DB* db, std::unique_lock<std::mutex> pause)
      : StackableDB(std::shared_ptr<rocksdb::DB>(std::shared_ptr<void>(), db)),
        pause_(std::move(pause)) {}

  rocksdb::Status GetLiveFilesStorageInfo(
      const rocksdb::LiveFilesStorageInfoOptions& options,
      std::vector<rocksdb::LiveFileStorageInfo>* files) override {
    rocksdb::Status status = StackableDB::GetLiveFilesStorageInfo(options, files);
    if (pause_.owns_lock()) pause_.unlock();
    return status;
  }

 private:
  std::unique_lock<std::mutex> pause_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<RocksBackups>> RocksBackups::Open(const std::string& folder) {
  std::error_code error;
  if (fs::create_directories(folder, error)) {
    fs::permissions(folder, fs::perms::owner_all, error);
  }
  if (error) {
    return absl::UnavailableError("the backup folder " + folder + " cannot be made: " +
                                  error.message() + "; make it, or choose another one");
  }
  SHEAF_RETURN_IF_ERROR(RemoveUnfinished(folder));
  SHEAF_ASSIGN_OR_RETURN(const auto engine, OpenEngine(folder));
  SHEAF_RETURN_IF_ERROR(FromEngine(engine->GarbageCollect(), "cleaning up " + folder));
  return std::unique_ptr<RocksBackups>(new RocksBackups(folder));
}

absl::StatusOr<std::unique_ptr<RocksBackups>> RocksBackups::OpenForReading(
    const std::string& folder) {
  SHEAF_RETURN_IF_ERROR(OpenReader(folder).status());
  return std::unique_ptr<RocksBackups>(new RocksBackups(folder));
}

absl::StatusOr<StoredBackup> RocksBackups::Create(LiveStore& store, const Label& label) {
  const std::unique_lock alone(files_, std::try_to_lock);
  if (!alone.owns_lock()) return Busy();
  const std::string doing = "backing up to " + folder_;
  SHEAF_ASSIGN_OR_RETURN(const auto engine, OpenEngine(folder_));
  // Before writes are paused, so that little of the log is left to be copied.
  SHEAF_ASSIGN_OR_RETURN(const std::shared_ptr<rocksdb::DB> database, store.database());
  SHEAF_RETURN_IF_ERROR(FromEngine(database->Flush(rocksdb::FlushOptions()), doing));
  SHEAF_ASSIGN_OR_RETURN(std::unique_lock<std::mutex> pause, store.PauseWrites());
  SHEAF_ASSIGN_OR_RETURN(const std::string text, label());
  Snapshot snapshot(database.get(), std::move(pause));
  rocksdb::BackupID id = 0;
  rocksdb::Status status =
      engine->CreateNewBackupWithMetadata(rocksdb::CreateBackupOptions(), &snapshot, text, &id);
  if (!status.ok()) {
    engine->GarbageCollect().PermitUncheckedError();
    return FromEngine(status, doing);
  }
  rocksdb::BackupInfo info;
  status = engine->GetBackupInfo(id, &info);
  SHEAF_RETURN_IF_ERROR(FromEngine(status, doing));
  return ToStored(info);
}

absl::StatusOr<std::vector<StoredBackup>> RocksBackups::List() const {
  SHEAF_ASSIGN_OR_RETURN(const auto engine, OpenReader(folder_));
  std::vector<StoredBackup> backups;
  std::vector<rocksdb::BackupInfo> infos;
  engine->GetBackupInfo(&infos);
  for (const rocksdb::BackupInfo& info : infos) backups.push_back(ToStored(info));
  std::vector<rocksdb::BackupID> damaged;
  engine->GetCorruptedBackups(&damaged);
  for (const rocksdb::BackupID id : damaged) backups.push_back({.id = id, .whole = false});
  std::sort(backups.begin(), backups.end(),
            [](const StoredBackup& a, const StoredBackup& b) { return a.id < b.id; });
  return backups;
}

absl::StatusOr<StoredBackup> RocksBackups::Find(uint32_t id) const {
  SHEAF_ASSIGN_OR_RETURN(const auto engine, OpenReader(folder_));
  SHEAF_RETURN_IF_ERROR(CheckWhole(*engine, id, Numbered(id, folder_)));
  rocksdb::BackupInfo info;
  const rocksdb::Status status = engine->GetBackupInfo(id, &info);
  SHEAF_RETURN_IF_ERROR(FromEngine(status, Numbered(id, folder_)));
  return ToStored(info);
}

absl::Status RocksBackups::Verify(uint32_t id,
                                  const std::function<absl::Status(const Store&)>& look) const {
  const std::shared_lock reading(files_, std::try_to_lock);
  if (!reading.owns_lock()) return Busy();
  const std::string what = Numbered(id, folder_);
  SHEAF_ASSIGN_OR_RETURN(const auto engine, OpenReader(folder_));
  SHEAF_RETURN_IF_ERROR(CheckWhole(*engine, id, what));
  rocksdb::BackupInfo info;
  rocksdb::Status status = engine->GetBackupInfo(id, &info, /*include_file_details=*/true);
  if (status.ok()) status = engine->VerifyBackup(id, /*verify_with_checksum=*/true);
  SHEAF_RETURN_IF_ERROR(FromEngine(status, what));
  const auto store = OpenRocksStoreForReading(info.name_for_open, info.env_for_open);
  if (!store.ok()) return WithContext(store.status(), what);
  return WithContext(look(**store), what);
}

absl::Status RocksBackups::Delete(uint32_t id) {
  const std::unique_lock alone(files_, std::try_to_lock);
  if (!alone.owns_lock()) return Busy();
  SHEAF_ASSIGN_OR_RETURN(const auto engine, OpenEngine(folder_));
  return FromEngine(engine->DeleteBackup(id), "deleting " + Numbered(id, folder_));
}

absl::Status RocksBackups::Restore(uint32_t id, const std::string& folder) const {
  SHEAF_ASSIGN_OR_RETURN(auto engine, OpenReader(folder_));
  SHEAF_RETURN_IF_ERROR(CheckWhole(*engine, id, Numbered(id, folder_)));
  const rocksdb::Status status = engine->RestoreDBFromBackup(id, folder, folder);
  if (status.ok()) return absl::OkStatus();
  engine = nullptr;  // waits for its threads, which may still be copying other files
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  return FromEngine(status, "restoring " + Numbered(id, folder_) + " to " + folder);
}

}  // namespace sheaf::store
